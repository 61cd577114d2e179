"""At most two inside.

verdict: passed
"""

import threading


class Pool:
    def __init__(self, size):
        self.slots = threading.BoundedSemaphore(size)
        self.lock = threading.Lock()
        self.inside = self.most = 0

    def use(self):
        with self.slots:
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            with self.lock:
                self.inside -= 1


def scenario():
    pool = Pool(2)
    threads = [threading.Thread(target=pool.use) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert pool.most <= 2
