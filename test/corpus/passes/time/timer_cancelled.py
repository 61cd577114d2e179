"""A timer cancelled long before its time.

verdict: passed
"""

import threading


def scenario():
    fired = []
    timer = threading.Timer(5, fired.append, args=(1,))
    timer.start()
    timer.cancel()
    timer.join()
    assert len(fired) <= 1
