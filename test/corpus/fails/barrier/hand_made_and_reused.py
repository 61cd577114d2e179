"""A barrier made of a counter and a semaphore is not reusable: a fast thread laps a slow one.

form: assertion
"""

import threading


class Barrier:
    def __init__(self, parties):
        self.parties = parties
        self.count = 0
        self.lock = threading.Lock()
        self.gate = threading.Semaphore(0)

    def wait(self):
        with self.lock:
            self.count += 1
            if self.count == self.parties:
                self.count = 0
                self.gate.release(self.parties)
        self.gate.acquire()


def scenario():
    barrier = Barrier(2)
    phase = [0, 0]

    def work(n):
        for _ in range(2):
            phase[n] += 1
            barrier.wait()
            assert phase[1 - n] >= phase[n], "one thread is a phase ahead"

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
