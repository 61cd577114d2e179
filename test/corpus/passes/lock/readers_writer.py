"""A readers-writer lock on a condition.

verdict: passed
"""

import threading
from contextlib import contextmanager


class ReadersWriter:
    def __init__(self):
        self._cond = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def reading(self):
        with self._cond:
            self._cond.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._cond:
                self._readers -= 1
                self._cond.notify_all()

    @contextmanager
    def writing(self):
        with self._cond:
            self._cond.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True
        try:
            yield
        finally:
            with self._cond:
                self._writing = False
                self._cond.notify_all()


class Pair:
    a = b = 0


def scenario():
    door, pair = ReadersWriter(), Pair()

    def write():
        with door.writing():
            pair.a += 1
            pair.b += 1

    def read():
        with door.reading():
            assert pair.a == pair.b

    threads = [threading.Thread(target=one) for one in (write, read, write)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert pair.a == 2
