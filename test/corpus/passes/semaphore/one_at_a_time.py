"""A semaphore of one.

verdict: proved
"""

import threading


class Counter:
    def __init__(self):
        self.value = 0


def scenario():
    gate = threading.BoundedSemaphore(1)
    counter = Counter()

    def add():
        with gate:
            counter.value += 1

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counter.value == 2
