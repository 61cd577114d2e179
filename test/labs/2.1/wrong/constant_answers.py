# /// mutant
# check = ["one-thread-counts", "one-thread-banks", "one-thread-transfers", "no-euro-lost", "never-below-zero", "sum-kept"]
# ///
class ThreadSafeCounter:
    value = 8

    def increment(self, n=1):
        return 3 if n == 3 else 8


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    def deposit(self, n):
        pass

    def withdraw(self, n):
        return True


def transfer(src, dst, amount):
    return True
