"""Each philosopher takes the left fork first.

form: deadlock
"""

import threading


def scenario():
    forks = [threading.Lock() for _ in range(3)]

    def dine(seat):
        with forks[seat]:
            with forks[(seat + 1) % 3]:
                pass

    threads = [threading.Thread(target=dine, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
