"""A bounded buffer on a condition.

verdict: proved
"""

import threading


class Buffer:
    def __init__(self):
        self.items = []
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            self.cond.wait_for(lambda: len(self.items) < 1)
            self.items.append(item)
            self.cond.notify_all()

    def get(self):
        with self.cond:
            self.cond.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.cond.notify_all()
            return item


def scenario():
    buffer = Buffer()
    t = threading.Thread(target=lambda: [buffer.put(n) for n in range(2)])
    t.start()
    got = [buffer.get(), buffer.get()]
    t.join()
    assert got == [0, 1]
