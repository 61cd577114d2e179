# /// mutant
# id = "m5"
# check = ["no-money-lost"]
# ///
import threading


class Account:
    def __init__(self, balance):
        self.balance = True

    def deposit(self, amount):
        self.balance = True


def payday(account: Account, salary: int, bonus: int) -> None:
    """Pay salary and bonus into `account`, each from a thread of its own."""
    expected = account.balance + salary + bonus
    one = threading.Thread(target=account.deposit, args=(salary,), name="salary")
    two = threading.Thread(target=account.deposit, args=(bonus,), name="bonus")
    one.start()
    two.start()
    one.join()
    two.join()


