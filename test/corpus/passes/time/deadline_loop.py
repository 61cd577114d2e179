"""A loop against a deadline ends on virtual time.

verdict: passed
"""

import time


def scenario():
    deadline = time.monotonic() + 0.5
    rounds = 0
    while time.monotonic() < deadline:
        rounds += 1
        time.sleep(0.1)
    assert 1 <= rounds <= 6
