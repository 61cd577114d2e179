"""A locked method calls another locked method of the same object.

form: deadlock
"""

import threading


class Account:
    def __init__(self):
        self._lock = threading.Lock()
        self._balance = 100

    def balance(self):
        with self._lock:
            return self._balance

    def withdraw(self, n):
        with self._lock:
            if self.balance() >= n:
                self._balance -= n


def scenario():
    account = Account()
    t = threading.Thread(target=account.withdraw, args=(5,))
    t.start()
    t.join()
