"""A one-place buffer with one condition and `notify`: the signal goes to the wrong kind of waiter.

form: deadlock
"""

import threading


class Buffer:
    def __init__(self):
        self.cond = threading.Condition()
        self.items = []

    def put(self, item):
        with self.cond:
            while len(self.items) == 1:
                self.cond.wait()
            self.items.append(item)
            self.cond.notify()

    def get(self):
        with self.cond:
            while not self.items:
                self.cond.wait()
            item = self.items.pop()
            self.cond.notify()
            return item


def scenario():
    buffer = Buffer()
    threads = [
        threading.Thread(target=buffer.get, name="eater 1"),
        threading.Thread(target=buffer.get, name="eater 2"),
        threading.Thread(target=lambda: [buffer.put(n) for n in range(2)], name="cook"),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
