"""A rate limiter that reads the clock and its window in separate steps.

form: assertion
"""

import threading
import time


class Limiter:
    def __init__(self, most):
        self.most = most
        self.calls = []

    def allow(self):
        now = time.monotonic()
        recent = [one for one in self.calls if now - one < 1]
        if len(recent) < self.most:
            self.calls.append(now)
            return True
        return False


def scenario():
    limiter = Limiter(1)
    granted = []
    threads = [threading.Thread(target=lambda: granted.append(limiter.allow())) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert granted.count(True) == 1
