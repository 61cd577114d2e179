import functools
import threading

lock = threading.RLock()


def synchronized(function):
    @functools.wraps(function)
    def guarded(*args, **kwargs):
        with lock:
            return function(*args, **kwargs)

    return guarded


def amount_of(n):
    if n <= 0:
        raise ValueError("amounts are positive")
    return n


class ThreadSafeCounter:
    def __init__(self):
        self.count = 0

    @synchronized
    def increment(self, n=1):
        self.count += n
        return self.count

    value = property(synchronized(lambda self: self.count))


class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.held = owner, balance

    balance = property(synchronized(lambda self: self.held))

    @synchronized
    def deposit(self, n):
        self.held += amount_of(n)

    @synchronized
    def withdraw(self, n):
        if self.held >= amount_of(n):
            self.held -= n
            return True
        return False


@synchronized
def transfer(src, dst, amount):
    return src.withdraw(amount) and (dst.deposit(amount) or True)
