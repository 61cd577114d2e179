# /// mutant
# id = "m3"
# title = "A pause instead of a lock"
# check = ["no-money-lost"]
# feedback = """
# A pause makes a meeting less likely, or more likely, and never impossible: the other thread may be held up for
# just as long. No number of seconds is the right one. A thread that must wait for another waits for an event, a
# lock or its end, never for a time.
# """
# ///
"""A bank account, and a payday that pays into it twice at the same time."""

import threading
import time


class Account:
    """Somebody's money, in whole euro."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self._lock = threading.Lock()  # made for whoever needs it; so far, nobody does

    def deposit(self, amount: int) -> None:
        """Add `amount` to the balance."""
        time.sleep(0.01)
        before = self.balance
        self.balance = before + amount


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


if __name__ == "__main__":
    mine = Account(100)
    payday(mine, salary=1200, bonus=300)
    print(f"{mine.balance} euro")
