# /// mutant
# check = ["no-money-lost"]
# ///
import threading


class Account:
    """Somebody's money, in whole euro."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self._lock = threading.Lock()  # made for whoever needs it; so far, nobody does

    def deposit(self, amount: int) -> None:
        """Add `amount` to the balance."""
        self._lock.acquire()
        self.balance += amount


def payday(account: Account, salary: int, bonus: int) -> None:
    """Pay salary and bonus into `account`, each from a thread of its own."""
    expected = account.balance + salary + bonus
    one = threading.Thread(target=account.deposit, args=(salary,), name="salary")
    two = threading.Thread(target=account.deposit, args=(bonus,), name="bonus")
    one.start()
    two.start()
    one.join()
    two.join()
    assert account.balance == expected, f"{expected - account.balance} euro are missing"


