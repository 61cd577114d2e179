"""One thread takes a plain lock twice.

form: deadlock
"""

import threading


def scenario():
    lock = threading.Lock()
    with lock:
        with lock:
            pass
