"""`wait` gives back its own lock only; the outer lock stays held.

form: deadlock
"""

import threading


class Pool:
    def __init__(self):
        self.outer = threading.Lock()
        self.cond = threading.Condition()
        self.free = 0

    def take(self):
        with self.outer:
            with self.cond:
                while not self.free:
                    self.cond.wait()
                self.free -= 1

    def give(self):
        with self.outer:
            with self.cond:
                self.free += 1
                self.cond.notify()


def scenario():
    pool = Pool()
    threads = [threading.Thread(target=pool.take), threading.Thread(target=pool.give)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
