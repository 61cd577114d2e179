# /// mutant
# id = "m4"
# title = "Payday no longer pays from two threads at once"
# check = ["two-threads"]
# feedback = """
# With only one deposit on its way at a time nothing can be lost, and nothing is learned either: the bank still
# has two payers who come when they like. The account has to hold, however many threads pay in. Give salary and
# bonus back a thread each, and change deposit.
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
    one = threading.Thread(target=account.deposit, args=(salary + bonus,), name="salary and bonus")
    one.start()
    one.join()
    assert account.balance == expected, f"{expected - account.balance} euro are missing"


if __name__ == "__main__":
    mine = Account(100)
    payday(mine, salary=1200, bonus=300)
    print(f"{mine.balance} euro")
