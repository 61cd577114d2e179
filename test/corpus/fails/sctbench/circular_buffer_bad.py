"""After SCTBench's circular_buffer: full and empty are not told apart without a lock.

form: assertion
"""

import threading


class Ring:
    def __init__(self, size):
        self.cells = [None] * size
        self.first = self.next = 0

    def insert(self, value):
        self.cells[self.next] = value
        self.next = (self.next + 1) % len(self.cells)

    def remove(self):
        if self.next == self.first:
            return None
        value = self.cells[self.first]
        self.first = (self.first + 1) % len(self.cells)
        return value


def scenario():
    ring = Ring(3)
    got = []

    def producer():
        ring.insert(1)
        ring.insert(2)

    def consumer():
        for _ in range(2):
            got.append(ring.remove())

    threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got == [1, 2], got
