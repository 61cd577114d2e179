"""Check and act are both locked, one after the other, with a gap between them.

form: assertion
"""

import threading


class Wallet:
    def __init__(self, money):
        self.lock = threading.Lock()
        self.money = money

    def has(self, n):
        with self.lock:
            return self.money >= n

    def pay(self, n):
        with self.lock:
            self.money -= n


def scenario():
    wallet = Wallet(10)

    def buy():
        if wallet.has(10):
            wallet.pay(10)

    threads = [threading.Thread(target=buy) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wallet.money >= 0, f"{wallet.money} left"
