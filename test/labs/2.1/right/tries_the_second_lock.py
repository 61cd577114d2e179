import threading
import time


class ThreadSafeCounter:
    def __init__(self):
        self._lock = threading.RLock()
        self._value = 0

    def increment(self, n=1):
        with self._lock:
            self._value = self.value + n
            return self.value

    @property
    def value(self):
        with self._lock:
            return self._value


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self._lock = threading.RLock()

    @property
    def balance(self):
        with self._lock:
            return self._balance

    def deposit(self, n):
        if n <= 0:
            raise ValueError(f"{n} is no amount")
        with self._lock:
            self._balance += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError(f"{n} is no amount")
        with self._lock:
            if self._balance < n:
                return False
            self._balance -= n
            return True


def transfer(src, dst, amount):
    while True:
        with src._lock:
            if dst._lock.acquire(blocking=False):
                try:
                    if not src.withdraw(amount):
                        return False
                    dst.deposit(amount)
                    return True
                finally:
                    dst._lock.release()
        time.sleep(0.001)
