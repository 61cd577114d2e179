"""An `__iadd__` of one's own with a read and a write inside.

form: assertion
"""

import threading


class Total:
    def __init__(self):
        self.amount = 0

    def __iadd__(self, more):
        before = self.amount
        self.amount = before + more
        return self


def scenario():
    total = Total()

    def bump():
        mine = total
        mine += 5

    threads = [threading.Thread(target=bump) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert total.amount == 10, total.amount
