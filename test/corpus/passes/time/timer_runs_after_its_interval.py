"""A timer fires once, after its interval.

verdict: passed
"""

import threading
import time


def scenario():
    fired = []
    began = time.monotonic()
    timer = threading.Timer(2, lambda: fired.append(time.monotonic() - began))
    timer.start()
    timer.join()
    assert len(fired) == 1
    assert fired[0] >= 2
