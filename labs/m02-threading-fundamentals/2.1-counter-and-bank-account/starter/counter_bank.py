"""A counter and bank accounts that any number of threads may use at the same time."""


class ThreadSafeCounter:
    """Counts up from 0 and loses nothing, however many threads count."""

    def __init__(self) -> None:
        raise NotImplementedError("step 1: what does a counter hold besides its value?")

    def increment(self, n: int = 1) -> int:
        """Add `n` and return the value that this very call made."""
        raise NotImplementedError("step 1: count")

    @property
    def value(self) -> int:
        """The sum of all increments that are done."""
        raise NotImplementedError("step 1: read the value")


class Account:
    """An account in whole euro. Its balance is never below zero, not even for a moment that another thread sees."""

    def __init__(self, owner: str, balance: int = 0) -> None:
        raise NotImplementedError("step 2: open the account; `owner` can be read again")

    @property
    def balance(self) -> int:
        """What the account holds."""
        raise NotImplementedError("step 2: read the balance")

    def deposit(self, n: int) -> None:
        """Add `n`. Raises ValueError for `n` of zero or less, and changes nothing then."""
        raise NotImplementedError("step 2: pay in")

    def withdraw(self, n: int) -> bool:
        """Take `n` if the account holds that much, and return whether it was taken.

        Raises ValueError for `n` of zero or less, and changes nothing then.
        """
        raise NotImplementedError("step 2: take out")


def transfer(src: Account, dst: Account, amount: int) -> bool:
    """Move `amount` from `src` to `dst` if `src` holds that much, and return whether it was moved.

    Any threads may transfer between any accounts, and all of them get done. Where `src` and `dst` are the same
    account nothing changes, and the answer is whether it holds `amount`. Raises ValueError for `amount` of zero or
    less, and changes nothing then.
    """
    raise NotImplementedError("step 3: move money")
