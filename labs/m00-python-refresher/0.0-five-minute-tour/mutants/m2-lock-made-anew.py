# /// mutant
# id = "m2"
# title = "Each call locks a lock of its own"
# check = ["no-money-lost"]
# feedback = """
# A lock keeps out those who ask for the same lock. Made inside deposit, each call has one of its own, which
# nobody else ever asks for, so nobody waits. The lock has to live as long as what it protects: one for the
# account, made when the account is made.
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
        self._lock = threading.Lock()
        with self._lock:
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
