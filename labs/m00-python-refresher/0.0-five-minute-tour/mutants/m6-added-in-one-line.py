# /// mutant
# id = "m6"
# title = "Read and write are two steps"
# check = ["no-money-lost"]
# feedback = """
# Both threads read the balance before either wrote it, so both added to the same number, and the later write
# covered the earlier one. Reading and writing are two steps, also when they stand on one line as self.balance +=
# amount, and another thread fits between them. While one thread is between the two, the other must wait: that is
# what a lock is for.
# """
# ///
"""A bank account, and a payday that pays into it twice at the same time."""

import threading


class Account:
    """Somebody's money, in whole euro."""

    def __init__(self, balance: int) -> None:
        self.balance = balance
        self._lock = threading.Lock()  # made for whoever needs it; so far, nobody does

    def deposit(self, amount: int) -> None:
        """Add `amount` to the balance."""
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


if __name__ == "__main__":
    mine = Account(100)
    payday(mine, salary=1200, bonus=300)
    print(f"{mine.balance} euro")
