"""A thread-local set in the main thread is not there in another.

form: exception
"""

import threading

request = threading.local()


def handle():
    return request.user.upper()


def scenario():
    request.user = "eva"
    t = threading.Thread(target=handle)
    t.start()
    t.join()
