"""A loop that watches the clock ends.

verdict: passed
"""

import time


def scenario():
    began = time.monotonic()
    while time.monotonic() - began < 2:
        pass
    time.sleep(3)
    assert time.monotonic() - began >= 5
