"""JaConTeBe pool4 (POOL-162): a borrower that is interrupted while it waits leaves its latch in the queue. The next object that comes back goes
to the dead latch, and the borrower after it waits for ever. Python cannot interrupt a waiting thread, so the waiter is told to give up."""

import threading


class Latch:
    def __init__(self):
        self.condition = threading.Condition()
        self.granted = self.interrupted = False


class Pool:
    def __init__(self):
        self.lock = threading.RLock()
        self.idle = 0
        self.waiting = []

    def allocate(self):
        with self.lock:
            while self.idle and self.waiting:
                self.idle -= 1
                latch = self.waiting.pop(0)
                with latch.condition:
                    latch.granted = True
                    latch.condition.notify()

    def borrow(self, latch):
        with self.lock:
            self.waiting.append(latch)
        self.allocate()
        with latch.condition:
            while not latch.granted:
                if latch.interrupted:
                    return False
                latch.condition.wait()
        return True

    def give_back(self):
        with self.lock:
            self.idle += 1
        self.allocate()


def scenario():
    pool = Pool()
    first, second = Latch(), Latch()

    def borrow_and_return(latch):
        if pool.borrow(latch):
            pool.give_back()

    def interrupt_and_return():
        with first.condition:
            first.interrupted = True
            first.condition.notify()
        pool.give_back()

    threads = [
        threading.Thread(target=borrow_and_return, args=(first,)),
        threading.Thread(target=borrow_and_return, args=(second,)),
        threading.Thread(target=interrupt_and_return),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
