"""Writers lock, the reader does not: it sees the pair half changed.

form: assertion
"""

import threading


class Range:
    def __init__(self):
        self.lock = threading.Lock()
        self.low, self.high = 0, 10

    def shift(self, by):
        with self.lock:
            self.low += by
            self.high += by

    def width(self):
        return self.high - self.low


def scenario():
    window = Range()
    t = threading.Thread(target=window.shift, args=(5,))
    t.start()
    width = window.width()
    t.join()
    assert width == 10, f"the window is {width} wide"
