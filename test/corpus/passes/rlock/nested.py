"""An RLock, taken again by its holder.

verdict: proved
"""

import threading


class Account:
    def __init__(self):
        self.lock = threading.RLock()
        self.balance = 0

    def put(self, n):
        with self.lock:
            self.balance += n

    def put_twice(self, n):
        with self.lock:
            self.put(n)
            self.put(n)


def scenario():
    account = Account()
    threads = [threading.Thread(target=account.put_twice, args=(5,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert account.balance == 20
