"""The program of reorder_3 to reorder_100: setters write a, then b, and one checker must see neither or both."""

import threading


class Cells:
    def __init__(self):
        self.a = self.b = 0

    def set(self):
        self.a = 1
        self.b = -1

    def check(self):
        a, b = self.a, self.b
        assert (a, b) in ((0, 0), (1, -1)), f"a is {a} and b is {b}"


def reorder(setters):
    cells = Cells()
    threads = [threading.Thread(target=cells.set) for _ in range(setters)]
    threads.append(threading.Thread(target=cells.check))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
