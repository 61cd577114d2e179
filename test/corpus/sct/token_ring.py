"""SCTBench CS/token_ring_bad: three threads hand a value round a ring, a fourth compares when all three have been. Only one order of the
three makes the values equal; the locks are right, the order is not ensured."""

import threading


class Ring:
    def __init__(self):
        self.lock = threading.Lock()
        self.x1, self.x2, self.x3 = 1, 2, 1
        self.done = [False, False, False]

    def first(self):
        with self.lock:
            self.x1 = (self.x3 + 1) % 4
            self.done[0] = True

    def second(self):
        with self.lock:
            self.x2 = self.x1
            self.done[1] = True

    def third(self):
        with self.lock:
            self.x3 = self.x2
            self.done[2] = True

    def compare(self):
        with self.lock:
            if all(self.done):
                assert self.x1 == self.x2 == self.x3


def scenario():
    ring = Ring()
    threads = [threading.Thread(target=part) for part in (ring.first, ring.second, ring.third, ring.compare)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
