"""State in the module: its classes are made anew for each schedule, and a deadline keeps the search from ending.

verdict: passed
"""

import threading
import time
from dataclasses import dataclass

seen = {}


@dataclass
class Till:
    coins: int = 0


class Shop:
    def __init__(self):
        self.sold = []


def scenario():
    till, shop, lock = Till(), Shop(), threading.Lock()

    def sell(number):
        with lock:
            till.coins += 1
            shop.sold.append(number)
            seen[number] = till.coins
        time.sleep(0.1)

    threads = [threading.Thread(target=sell, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert till.coins == 2
    assert sorted(seen) == sorted(shop.sold) == [0, 1]
