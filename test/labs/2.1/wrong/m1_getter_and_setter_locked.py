# /// mutant
# id = "m1"
# check = ["no-euro-lost"]
# ///
"""A counter and bank accounts that any number of threads may use at the same time."""

import threading


class ThreadSafeCounter:
    """Counts up from 0 and loses nothing, however many threads count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value = 0

    def increment(self, n: int = 1) -> int:
        """Add `n` and return the value that this very call made."""
        with self._lock:
            self._value += n
            return self._value

    @property
    def value(self) -> int:
        """The sum of all increments that are done."""
        with self._lock:
            return self._value


_numbers = ThreadSafeCounter()


class Account:
    """An account in whole euro. Its balance is never below zero, not even for a moment that another thread sees."""

    def __init__(self, owner: str, balance: int = 0) -> None:
        self.owner = owner
        self._number = _numbers.increment()
        self._lock = threading.Lock()
        self._balance = balance

    @property
    def balance(self) -> int:
        """What the account holds."""
        with self._lock:
            return self._balance

    @balance.setter
    def balance(self, value: int) -> None:
        with self._lock:
            self._balance = value

    def deposit(self, n: int) -> None:
        """Add `n`. Raises ValueError for `n` of zero or less, and changes nothing then."""
        _must_be_positive(n)
        self.balance += n

    def withdraw(self, n: int) -> bool:
        """Take `n` if the account holds that much, and return whether it was taken.

        Raises ValueError for `n` of zero or less, and changes nothing then.
        """
        _must_be_positive(n)
        with self._lock:
            if self._balance < n:
                return False
            self._balance -= n
            return True


def transfer(src: Account, dst: Account, amount: int) -> bool:
    """Move `amount` from `src` to `dst` if `src` holds that much, and return whether it was moved.

    Any threads may transfer between any accounts, and all of them get done. Where `src` and `dst` are the same
    account nothing changes, and the answer is whether it holds `amount`. Raises ValueError for `amount` of zero or
    less, and changes nothing then.
    """
    _must_be_positive(amount)
    if src is dst:
        return src.balance >= amount
    # Every thread takes the account with the smaller number first, whichever way the money goes.
    first, second = (src, dst) if src._number < dst._number else (dst, src)
    with first._lock, second._lock:
        if src._balance < amount:
            return False
        src._balance -= amount
        dst._balance += amount
        return True


def _must_be_positive(n: int) -> None:
    if n <= 0:
        raise ValueError(f"an amount has to be more than zero, not {n}")
