import threading
from concurrent.futures import ThreadPoolExecutor


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.permit = threading.BoundedSemaphore(1)

    def deposit(self, amount):
        with self.permit:
            self.balance += amount


def payday(account, salary, bonus):
    expected = account.balance + salary + bonus
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(account.deposit, [salary, bonus]))
    assert account.balance == expected
