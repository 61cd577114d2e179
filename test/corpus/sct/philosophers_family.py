"""The program of din_phil2 to din_phil7: each philosopher takes the fork on the right, then the one on the left; the last to eat finds that
all have eaten, which the original calls the error."""

import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]
        self.eaten = 0

    def dine(self, seat):
        with self.forks[(seat + 1) % len(self.forks)]:
            with self.forks[seat]:
                pass
        self.eaten += 1
        assert self.eaten < len(self.forks), "all have eaten"


def philosophers(seats):
    table = Table(seats)
    threads = [threading.Thread(target=table.dine, args=(seat,)) for seat in range(seats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
