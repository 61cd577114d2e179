from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

numbers = count()


class ThreadSafeCounter:
    def __init__(self) -> None:
        self.__value = 0
        self.__lock = Lock()

    def increment(self, n: int = 1) -> int:
        with self.__lock:
            self.__value += n
            return self.__value

    @property
    def value(self) -> int:
        with self.__lock:
            return self.__value


@dataclass(eq=False)
class Account:
    owner: str
    balance: int = 0
    number: int = field(default_factory=numbers.__next__)
    lock: Lock = field(default_factory=Lock)

    def deposit(self, n: int) -> None:
        check(n)
        with self.lock:
            self.balance += n

    def withdraw(self, n: int) -> bool:
        check(n)
        with self.lock:
            if self.balance < n:
                return False
            self.balance -= n
        return True


def check(n: int) -> None:
    if n < 1:
        raise ValueError(n)


def transfer(src: Account, dst: Account, amount: int) -> bool:
    check(amount)
    with ExitStack() as stack:
        for account in sorted({src, dst}, key=lambda one: one.number):
            stack.enter_context(account.lock)
        if src.balance < amount:
            return False
        src.balance -= amount
        dst.balance += amount
        return True
