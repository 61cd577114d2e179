"""`__slots__` protect nothing: the increment is still read and write.

form: assertion
"""

import threading


class Meter:
    __slots__ = ("ticks",)

    def __init__(self):
        self.ticks = 0

    def tick(self):
        self.ticks += 1


def scenario():
    meter = Meter()
    threads = [threading.Thread(target=meter.tick) for _ in range(3)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert meter.ticks == 3
