"""After SCTBench's account: a deposit and a withdrawal, checked in a third thread.

form: assertion
"""

import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.x, self.y, self.z, self.balance = 1, 2, 4, 1
        self.deposit_done = self.withdraw_done = False


def scenario():
    account = Account()

    def deposit():
        with account.lock:
            account.balance += account.y
            account.deposit_done = True

    def withdraw():
        with account.lock:
            account.balance -= account.z
            account.withdraw_done = True

    def check():
        with account.lock:
            if account.deposit_done and account.withdraw_done:
                assert account.balance == account.x - account.y - account.z

    threads = [threading.Thread(target=one) for one in (check, deposit, withdraw)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
