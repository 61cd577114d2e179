"""Each thread guards the same number with a lock of its own.

form: assertion
"""

import threading


class Counter:
    def __init__(self):
        self.value = 0


def scenario():
    counter = Counter()

    def add():
        with threading.Lock():
            counter.value += 1

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counter.value == 2
