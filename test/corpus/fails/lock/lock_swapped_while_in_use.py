"""`reset` replaces the lock together with the data: two holders at once.

form: assertion
"""

import threading


class Box:
    def __init__(self):
        self.reset()

    def reset(self):
        self.lock = threading.Lock()

    def add(self, items, n):
        with self.lock:
            size = len(items)
            items.append(n)
            assert len(items) == size + 1, "another thread was inside"


def scenario():
    box, items = Box(), []

    def work(n):
        box.add(items, n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    box.reset()
    for t in threads:
        t.join()
