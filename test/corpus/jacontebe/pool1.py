"""JaConTeBe pool1 (POOL-120): the pool's evictor makes an object so that some are idle, and adds it later; a borrower that looked before finds
none and makes another one. One more than allowed is active."""

import threading


class Factory:
    def __init__(self, limit):
        self.lock = threading.Lock()
        self.limit = limit
        self.active = 0

    def make(self):
        with self.lock:
            self.active += 1
            assert self.active <= self.limit, f"too many active instances: {self.active}"
            return f"object {self.active}"


class Pool:
    def __init__(self, limit):
        self.lock = threading.Lock()
        self.factory = Factory(limit)
        self.idle = []

    def borrow(self):
        found = None
        with self.lock:
            if self.idle:
                found = self.idle.pop(0)
        if found is None:
            found = self.factory.make()
        return found

    def ensure_idle(self):
        with self.lock:
            missing = not self.idle
        if missing:
            made = self.factory.make()
            with self.lock:
                self.idle.append(made)


def scenario():
    pool = Pool(limit=2)
    pool.borrow()
    threads = [threading.Thread(target=pool.ensure_idle), threading.Thread(target=pool.borrow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
