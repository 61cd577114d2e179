import threading


class ThreadSafeCounter:
    def __init__(self):
        self.total = 0
        self.mutex = threading.Lock()

    def increment(self, n=1):
        self.mutex.acquire()
        try:
            self.total += n
            result = self.total
        finally:
            self.mutex.release()
        return result

    @property
    def value(self):
        return self.total


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.money = balance
        self.mutex = threading.Lock()

    @property
    def balance(self):
        return self.money

    def deposit(self, n):
        if n <= 0:
            raise ValueError(n)
        with self.mutex:
            self.money += n

    def withdraw(self, n):
        if n <= 0:
            raise ValueError(n)
        with self.mutex:
            enough = self.money >= n
            if enough:
                self.money -= n
        return enough


def transfer(src, dst, amount):
    if amount <= 0:
        raise ValueError(amount)
    if src is dst:
        return src.balance >= amount
    a, b = sorted([src, dst], key=id)
    with a.mutex:
        with b.mutex:
            if src.money >= amount:
                src.money -= amount
                dst.money += amount
                return True
            return False
