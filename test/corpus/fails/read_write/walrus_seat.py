"""The walrus reads the free seats, the next line writes what was read less one.

form: assertion
"""

import threading


class Flight:
    def __init__(self, free):
        self.free = free
        self.sold = 0

    def book(self):
        if (free := self.free) > 0:
            self.free = free - 1
            self.sold += 1
            return True
        return False


def scenario():
    flight = Flight(1)
    tickets = []
    threads = [threading.Thread(target=lambda: tickets.append(flight.book())) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert tickets.count(True) == 1
