"""A descriptor keeps the values; the race goes through it.

form: assertion
"""

import threading


class Positive:
    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.slot, 0)

    def __set__(self, instance, value):
        assert value >= 0
        setattr(instance, self.slot, value)


class Stock:
    apples = Positive()


def scenario():
    stock = Stock()

    def deliver():
        stock.apples += 4

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert stock.apples == 8
