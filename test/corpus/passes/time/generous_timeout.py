"""A time-out long against everything else.

verdict: passed
"""

import threading


def scenario():
    ready = threading.Event()
    t = threading.Thread(target=ready.set)
    t.start()
    assert ready.wait(timeout=30)
    t.join(timeout=30)
    assert not t.is_alive()
