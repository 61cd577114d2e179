"""`if value > self.high: self.high = value`: the smaller value can be written last.

form: assertion
"""

import threading


class HighWater:
    high = 0

    def offer(self, value):
        if value > self.high:
            self.high = value


def scenario():
    mark = HighWater()
    threads = [threading.Thread(target=mark.offer, args=(n,)) for n in (3, 7)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert mark.high == 7
