# /// mutant
# id = "m5"
# title = "The assertion is changed instead of the deposit"
# check = ["no-money-lost"]
# feedback = """
# An assertion does not make a sum right, it says what right is. Changed until it is content, it says nothing. 100
# + 1200 + 300 is 1600 whatever the file claims, and the check does its own sum. Put the assertion back; the money
# is lost in deposit.
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
    assert account.balance >= expected - salary, f"{expected - account.balance} euro are missing"


if __name__ == "__main__":
    mine = Account(100)
    payday(mine, salary=1200, bonus=300)
    print(f"{mine.balance} euro")
