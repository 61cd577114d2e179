"""An iterator class without a lock hands out the same number twice.

form: assertion
"""

import threading


class Tickets:
    def __init__(self):
        self.next_number = 1

    def __iter__(self):
        return self

    def __next__(self):
        number = self.next_number
        self.next_number = number + 1
        return number


def scenario():
    tickets = Tickets()
    drawn = []
    threads = [threading.Thread(target=lambda: drawn.append(next(tickets))) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(drawn) == [1, 2]
