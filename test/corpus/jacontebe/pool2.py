"""JaConTeBe pool2 (POOL-146): requests for objects of two keys wait in one queue, and the allocator looks at its head alone. A request for an
exhausted key in front of it makes a request for a free key wait for ever."""

import threading


class Latch:
    def __init__(self, key):
        self.key = key
        self.granted = False
        self.condition = threading.Condition()


class KeyedPool:
    def __init__(self, per_key):
        self.lock = threading.RLock()
        self.free = dict(per_key)
        self.waiting = []

    def allocate(self):
        with self.lock:
            while self.waiting and self.free[self.waiting[0].key] > 0:
                latch = self.waiting.pop(0)
                self.free[latch.key] -= 1
                with latch.condition:
                    latch.granted = True
                    latch.condition.notify()

    def borrow(self, key):
        latch = Latch(key)
        with self.lock:
            self.waiting.append(latch)
        self.allocate()
        with latch.condition:
            while not latch.granted:
                latch.condition.wait()

    def give_back(self, key):
        with self.lock:
            self.free[key] += 1
        self.allocate()


def scenario():
    pool = KeyedPool({"one": 1, "two": 1})
    pool.borrow("one")

    def borrow_one_again():
        pool.borrow("one")
        pool.give_back("one")

    def borrow_two_and_return_one():
        pool.borrow("two")
        pool.give_back("one")

    threads = [threading.Thread(target=borrow_one_again), threading.Thread(target=borrow_two_and_return_one)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
