"""Paydays of the learner's file, and deposits made from outside of it."""

import contextlib
import threading

from tour_bank import Account, payday


def scenario(opening, salary, bonus):
    """One payday. `complaint`: what the file's own assertion says, None when it is content."""
    account = Account(opening)
    complaint = None
    try:
        payday(account, salary, bonus)
    except AssertionError as error:
        complaint = str(error) or "AssertionError"
    return {"balance": account.balance, "complaint": complaint}


def deposits(opening, amounts):
    """Deposits that no payday has any part in, each from a thread of its own."""
    account = Account(opening)
    clerks = [threading.Thread(target=account.deposit, args=(amount,), name=f"deposit {amount}") for amount in amounts]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    return {"balance": account.balance}


class Watched(Account):
    """An account that notes who pays in, and when."""

    def __init__(self, balance):
        super().__init__(balance)
        self.log = []
        self.owner = threading.current_thread()

    def deposit(self, amount):
        here = threading.current_thread() is self.owner
        self.log.append(("comes", amount, here))
        super().deposit(amount)
        self.log.append(("goes", amount, here))


def watched(opening, salary, bonus):
    """One payday into an account that keeps a log of (comes or goes, amount, paid by the caller's own thread)."""
    account = Watched(opening)
    with contextlib.suppress(AssertionError):  # whether money is lost is asked elsewhere
        payday(account, salary, bonus)
    return {"log": list(account.log)}
