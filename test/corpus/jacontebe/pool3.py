"""JaConTeBe pool3 (POOL-149): a borrower puts its latch into the queue, finds nothing and waits on the latch without looking once more under the
latch's lock. A notification between the two is lost."""

import threading


class Pool:
    def __init__(self):
        self.lock = threading.Lock()
        self.waiting = []
        self.active = self.limit = 1

    def allocate(self):
        with self.lock:
            if self.waiting and self.active < self.limit:
                latch = self.waiting.pop(0)
                self.active += 1
                latch["create"] = True
                with latch["condition"]:
                    latch["condition"].notify()

    def borrow(self):
        latch = {"condition": threading.Condition(), "create": False}
        with self.lock:
            self.waiting.append(latch)
        self.allocate()
        if not latch["create"]:
            with latch["condition"]:
                latch["condition"].wait()

    def invalidate(self):
        with self.lock:
            self.active -= 1
        self.allocate()


def scenario():
    pool = Pool()
    threads = [threading.Thread(target=pool.borrow), threading.Thread(target=pool.invalidate)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
