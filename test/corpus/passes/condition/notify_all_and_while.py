"""All are woken, one finds the item, the others wait again.

verdict: passed
"""

import threading


class Shelf:
    def __init__(self):
        self.cond = threading.Condition()
        self.items = []

    def take(self):
        with self.cond:
            while not self.items:
                self.cond.wait()
            return self.items.pop()

    def put(self, item):
        with self.cond:
            self.items.append(item)
            self.cond.notify_all()


def scenario():
    shelf = Shelf()
    got = []
    takers = [threading.Thread(target=lambda: got.append(shelf.take())) for _ in range(2)]
    for t in takers:
        t.start()
    shelf.put("a")
    shelf.put("b")
    for t in takers:
        t.join()
    assert sorted(got) == ["a", "b"]
