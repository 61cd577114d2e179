"""A lock-free counter on a compare-and-set of its own.

verdict: passed
"""

import threading


class Cell:
    def __init__(self, value):
        self._guard = threading.Lock()
        self.value = value

    def compare_and_set(self, old, new):
        with self._guard:
            if self.value != old:
                return False
            self.value = new
            return True


def increment(cell):
    while True:
        seen = cell.value
        if cell.compare_and_set(seen, seen + 1):
            return


def scenario():
    cell = Cell(0)
    threads = [threading.Thread(target=increment, args=(cell,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert cell.value == 2
