"""A semaphore lets two in where one may be.

form: assertion
"""

import threading


class Pool:
    def __init__(self):
        self.used = 0


def scenario():
    seats = threading.Semaphore(2)
    only_one = threading.Lock()
    pool, peak = Pool(), []

    def sit():
        with seats:
            with only_one:
                pool.used += 1
                peak.append(pool.used)
            with only_one:
                pool.used -= 1

    threads = [threading.Thread(target=sit) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert max(peak) == 1
