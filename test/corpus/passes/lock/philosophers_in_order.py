"""Dining philosophers, each takes the lower fork first.

verdict: proved
"""

import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.meals = [0] * seats

    def dine(self, seat):
        left, right = seat, (seat + 1) % len(self.forks)
        first, second = min(left, right), max(left, right)
        with self.forks[first]:
            with self.forks[second]:
                self.meals[seat] += 1


def scenario():
    table = Table(3)
    diners = [threading.Thread(target=table.dine, args=(n,)) for n in range(3)]
    for diner in diners:
        diner.start()
    for diner in diners:
        diner.join()
    assert table.meals == [1, 1, 1]
