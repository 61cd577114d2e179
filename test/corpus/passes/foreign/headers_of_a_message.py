"""A class of the standard library that is written in Python and has no points: no search of it is a proof.

verdict: passed
"""

import threading
from email.message import Message


def scenario():
    message, lock = Message(), threading.Lock()

    def add(name):
        with lock:
            message.add_header(name, "1")

    threads = [threading.Thread(target=add, args=(name,)) for name in ("X-One", "X-Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.keys()) == ["X-One", "X-Two"]
