"""A context variable set in one thread is not seen by another.

form: assertion
"""

import contextvars
import threading

user = contextvars.ContextVar("user", default="nobody")


def scenario():
    t = threading.Thread(target=user.set, args=("eva",))
    t.start()
    t.join()
    assert user.get() == "eva"
