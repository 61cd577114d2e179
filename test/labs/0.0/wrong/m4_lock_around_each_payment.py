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


def payday(account: Account, salary: int, bonus: int) -> None:
    """Pay salary and bonus into `account`, each from a thread of its own."""
    def pay(amount: int) -> None:
        with account._lock:
            account.deposit(amount)

    expected = account.balance + salary + bonus
    one = threading.Thread(target=pay, args=(salary,), name="salary")
    two = threading.Thread(target=pay, args=(bonus,), name="bonus")
    one.start()
    two.start()
    one.join()
    two.join()
    assert account.balance == expected, f"{expected - account.balance} euro are missing"


