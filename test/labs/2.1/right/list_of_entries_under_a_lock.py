import threading


class ThreadSafeCounter:
    def __init__(self):
        self._entries = []
        self._lock = threading.Lock()

    def increment(self, n=1):
        with self._lock:
            self._entries.append(n)
            return sum(self._entries)

    @property
    def value(self):
        return sum(self._entries)


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._entries = [balance]
        self._lock = threading.Lock()

    @property
    def balance(self):
        return sum(self._entries)

    def deposit(self, n):
        if n <= 0:
            raise ValueError("more than zero, please")
        self._entries.append(n)

    def withdraw(self, n):
        if n <= 0:
            raise ValueError("more than zero, please")
        with self._lock:
            if sum(self._entries) < n:
                return False
            self._entries.append(-n)
            return True


def transfer(src, dst, amount):
    if not src.withdraw(amount):
        return False
    dst.deposit(amount)
    return True
