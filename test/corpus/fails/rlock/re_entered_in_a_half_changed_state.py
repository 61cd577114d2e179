"""The callback re-enters under the same RLock and sees the list before its total.

form: assertion
"""

import threading


class Basket:
    def __init__(self):
        self.lock = threading.RLock()
        self.items = []
        self.total = 0
        self.watchers = []

    def add(self, price):
        with self.lock:
            self.items.append(price)
            for watcher in self.watchers:
                watcher()
            self.total += price

    def check(self):
        with self.lock:
            assert self.total == sum(self.items)


def scenario():
    basket = Basket()
    basket.watchers.append(basket.check)
    threads = [threading.Thread(target=basket.add, args=(p,)) for p in (3, 4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
