"""A decorator that locks.

verdict: proved
"""

import functools
import threading


def synchronized(method):
    @functools.wraps(method)
    def inner(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return inner


class Counter:
    def __init__(self):
        self._lock = threading.RLock()
        self.value = 0

    @synchronized
    def add(self, n=1):
        self.value += n

    @synchronized
    def twice(self):
        self.add()
        self.add()


def scenario():
    counter = Counter()
    threads = [threading.Thread(target=counter.twice) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counter.value == 4
