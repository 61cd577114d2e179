"""The bank account of the course, right.

verdict: proved
"""

import threading


class BankAccount:
    def __init__(self, balance=0):
        self.balance = balance
        self._lock = threading.Lock()

    def deposit(self, n):
        with self._lock:
            self.balance += n

    def withdraw(self, n):
        with self._lock:
            if self.balance < n:
                return False
            self.balance -= n
            return True


def scenario():
    account = BankAccount(30)
    threads = [threading.Thread(target=account.withdraw, args=(25,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert account.balance == 5
