"""Each transfer locks its source first: opposite transfers wait for each other.

form: deadlock
"""

import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, n):
    with source.lock, target.lock:
        source.balance -= n
        target.balance += n


def scenario():
    a, b = Account(50), Account(50)
    threads = [threading.Thread(target=transfer, args=args) for args in ((a, b, 5), (b, a, 7))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert a.balance + b.balance == 100
