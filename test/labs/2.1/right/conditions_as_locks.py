import threading


def positive(n):
    if n <= 0:
        raise ValueError("not more than zero")


class ThreadSafeCounter:
    def __init__(self):
        self._changed = threading.Condition()
        self._value = 0

    def increment(self, n=1):
        with self._changed:
            self._value += n
            self._changed.notify_all()
            return self._value

    @property
    def value(self):
        with self._changed:
            return self._value


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self._changed = threading.Condition()

    @property
    def balance(self):
        with self._changed:
            return self._balance

    def deposit(self, n):
        with self._changed:
            positive(n)
            self._balance += n
            self._changed.notify_all()

    def withdraw(self, n):
        with self._changed:
            positive(n)
            if n > self._balance:
                return False
            self._balance -= n
            return True


def transfer(src, dst, amount):
    done = src.withdraw(amount)
    if done:
        dst.deposit(amount)
    return done
