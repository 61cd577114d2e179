import threading

PAIRS = threading.Lock()  # whoever wants two accounts collects them here, one at a time


class ThreadSafeCounter:
    def __init__(self):
        self._one = threading.Semaphore(1)
        self._value = 0

    def increment(self, n=1):
        with self._one:
            self._value = self._value + n
            return self._value

    @property
    def value(self):
        with self._one:
            return self._value


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self._one = threading.BoundedSemaphore(1)

    @property
    def balance(self):
        with self._one:
            return self._balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError
        with self._one:
            self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError
        with self._one:
            if self._balance < n:
                return False
            self._balance -= n
            return True


def transfer(src, dst, amount):
    if amount <= 0:
        raise ValueError
    if src is dst:
        return src.balance >= amount
    with PAIRS:
        src._one.acquire()
        dst._one.acquire()
    try:
        if src._balance < amount:
            return False
        src._balance -= amount
        dst._balance += amount
        return True
    finally:
        dst._one.release()
        src._one.release()
