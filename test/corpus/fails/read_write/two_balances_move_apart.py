"""A transfer is two updates; an audit between them sees money that is nowhere.

form: assertion
"""

import threading
from dataclasses import dataclass


@dataclass
class Account:
    balance: int = 100


def transfer(source, target, amount):
    source.balance -= amount
    target.balance += amount


def scenario():
    savings, current = Account(), Account(0)
    seen = []
    auditor = threading.Thread(target=lambda: seen.append(savings.balance + current.balance))
    mover = threading.Thread(target=transfer, args=(savings, current, 30))
    mover.start()
    auditor.start()
    mover.join()
    auditor.join()
    assert seen == [100], f"the audit counted {seen[0]}"
