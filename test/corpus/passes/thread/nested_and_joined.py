"""Threads that start and join threads.

verdict: proved
"""

import threading


class Sum:
    def __init__(self):
        self.lock = threading.Lock()
        self.total = 0

    def add(self, n):
        with self.lock:
            self.total += n


def grow(result, depth):
    child = threading.Thread(target=grow, args=(result, depth - 1)) if depth else None
    if child:
        child.start()
    result.add(1)
    if child:
        child.join()


def scenario():
    result = Sum()
    t = threading.Thread(target=grow, args=(result, 1))
    t.start()
    t.join()
    assert result.total == 2
