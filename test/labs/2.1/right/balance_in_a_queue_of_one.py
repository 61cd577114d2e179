import queue


class Slot:
    def __init__(self, value):
        self.q = queue.Queue(1)
        self.q.put(value)

    def change(self, step):
        old = self.q.get()
        new = old
        try:
            new, answer = step(old)
        finally:
            self.q.put(new)
        return answer


class ThreadSafeCounter:
    def __init__(self):
        self.slot = Slot(0)

    def increment(self, n=1):
        return self.slot.change(lambda old: (old + n, old + n))

    @property
    def value(self):
        return self.slot.change(lambda old: (old, old))


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.slot = Slot(balance)

    @property
    def balance(self):
        return self.slot.change(lambda old: (old, old))

    def deposit(self, n):
        if not n > 0:
            raise ValueError("n must be positive")
        self.slot.change(lambda old: (old + n, None))

    def withdraw(self, n):
        if not n > 0:
            raise ValueError("n must be positive")
        return self.slot.change(lambda old: (old - n, True) if old >= n else (old, False))


def transfer(src, dst, amount):
    if src.withdraw(amount):
        dst.deposit(amount)
        return True
    return False
