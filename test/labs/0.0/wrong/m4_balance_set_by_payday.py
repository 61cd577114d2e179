# /// mutant
# id = "m4"
# check = ["two-threads"]
# ///
import threading


class Account:
    """Somebody's money, in whole euro."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self._lock = threading.Lock()  # made for whoever needs it; so far, nobody does

    def deposit(self, amount: int) -> None:
        """Add `amount` to the balance."""
        before = self.balance
        self.balance = before + amount


def payday(account, salary, bonus):
    account.balance = account.balance + salary + bonus
