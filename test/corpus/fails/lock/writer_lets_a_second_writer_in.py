"""A readers-writer lock that forgets to keep writers apart.

form: assertion
"""

import threading
from contextlib import contextmanager


class ReadersWriter:
    def __init__(self):
        self._cond = threading.Condition()
        self._readers = 0

    @contextmanager
    def reading(self):
        with self._cond:
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
            while self._readers > 0:
                self._cond.wait()
        yield


class Page:
    hits = 0


def scenario():
    door, page = ReadersWriter(), Page()

    def write():
        with door.writing():
            page.hits += 1

    threads = [threading.Thread(target=write) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with door.reading():
        assert page.hits == 2
