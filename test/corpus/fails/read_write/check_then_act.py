"""The balance is tested in one step and changed in another.

form: assertion
"""

import threading


class Account:
    def __init__(self):
        self.balance = 30

    def withdraw(self, n):
        if self.balance >= n:
            self.balance -= n


def scenario():
    account = Account()
    threads = [threading.Thread(target=account.withdraw, args=(25,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert account.balance >= 0, f"balance is {account.balance}"
