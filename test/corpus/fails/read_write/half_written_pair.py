"""A reader sees one half of a pair new and the other old.

form: assertion
"""

import threading


class Range:
    def __init__(self):
        self.low, self.high = 0, 1

    def move(self):
        self.low, self.high = 10, 11


def scenario():
    r = Range()
    t = threading.Thread(target=r.move)
    t.start()
    low, high = r.low, r.high
    t.join()
    assert high - low == 1
