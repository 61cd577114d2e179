"""A dict in stripes, each with its own lock.

verdict: passed
"""

import threading


class Striped:
    def __init__(self, stripes=2):
        self.parts = [({}, threading.Lock()) for _ in range(stripes)]

    def add(self, key, n):
        data, lock = self.parts[key % len(self.parts)]
        with lock:
            data[key] = data.get(key, 0) + n

    def total(self):
        return sum(sum(data.values()) for data, _ in self.parts)


def scenario():
    striped = Striped()
    threads = [threading.Thread(target=lambda: [striped.add(n, 1) for n in range(3)]) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert striped.total() == 6
