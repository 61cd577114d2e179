"""Opposite transfers, locks taken by account number.

verdict: proved
"""

import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    number: int
    balance: int = 100
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


def transfer(source, target, n):
    first, second = sorted((source, target), key=lambda account: account.number)
    with first.lock, second.lock:
        source.balance -= n
        target.balance += n


def scenario():
    a, b = Account(1), Account(2)
    threads = [threading.Thread(target=transfer, args=args) for args in ((a, b, 5), (b, a, 7))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert (a.balance, b.balance) == (102, 98)
