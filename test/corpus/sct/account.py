"""SCTBench CS/account_bad: a bank account under one lock. The lock is right; the statement checked about the balance holds in no
run in which both bookings came before the check, so the bug shows when the checking thread comes last."""

import threading


class Account:
    def __init__(self, opening):
        self.lock = threading.Lock()
        self.balance = opening
        self.deposited = self.withdrawn = False

    def deposit(self, amount):
        with self.lock:
            self.balance += amount
            self.deposited = True

    def withdraw(self, amount):
        with self.lock:
            self.balance -= amount
            self.withdrawn = True

    def check(self, expected):
        with self.lock:
            if self.deposited and self.withdrawn:
                assert self.balance == expected, f"the balance is {self.balance}"


def scenario():
    opening, paid_in, paid_out = 1, 2, 4
    account = Account(opening)
    threads = [
        threading.Thread(target=account.check, args=(opening - paid_in - paid_out,)),
        threading.Thread(target=account.deposit, args=(paid_in,)),
        threading.Thread(target=account.withdraw, args=(paid_out,)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
