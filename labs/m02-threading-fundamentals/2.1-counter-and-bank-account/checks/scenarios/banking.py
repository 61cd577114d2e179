"""Accounts, used by several threads at the same time or by one, call after call.

`accounts`: owner and opening balance of each. `calls`: what is called ("deposit", "withdraw", "balance", "transfer"),
on which accounts (places in `accounts`), with which amount.
"""

import counter_bank
from teller import Teller, together


def scenario(accounts, calls):
    """Each call by a thread of its own, all at the same time."""
    bank = [counter_bank.Account(owner, balance) for owner, balance in accounts]
    tellers = []
    for what, places, n in calls:
        chosen = [bank[place] for place in places]
        if what == "balance":
            tellers.append(Teller("looks", lambda account=chosen[0]: account.balance))
        elif what == "deposit":
            tellers.append(Teller(f"deposits {n}", chosen[0].deposit, n))
        elif what == "withdraw":
            tellers.append(Teller(f"withdraws {n}", chosen[0].withdraw, n))
        else:
            tellers.append(Teller(f"transfers {n}", counter_bank.transfer, *chosen, n))
    return {"answers": together(*tellers), "balances": [account.balance for account in bank]}


def alone(accounts, calls):
    """One call after the other. Gives owner and balance of each account, then each answer with the balances then."""
    bank = [counter_bank.Account(owner, balance) for owner, balance in accounts]
    seen = [[[account.owner, account.balance] for account in bank]]
    for what, places, n in calls:
        chosen = [bank[place] for place in places]
        try:
            answer = counter_bank.transfer(*chosen, n) if what == "transfer" else getattr(chosen[0], what)(n)
        except ValueError:
            answer = "ValueError"
        seen.append([answer, [account.balance for account in bank]])
    return seen


def penniless():
    """An account that is opened with an owner and nothing else."""
    return counter_bank.Account("Grace").balance
