"""The flag is set and signalled between the waiter's test and its wait.

form: deadlock
"""

import threading


class Door:
    def __init__(self):
        self.cond = threading.Condition()
        self.open = False

    def wait_open(self):
        if not self.open:
            with self.cond:
                self.cond.wait()

    def unlock(self):
        self.open = True
        with self.cond:
            self.cond.notify_all()


def scenario():
    door = Door()
    threads = [threading.Thread(target=door.wait_open), threading.Thread(target=door.unlock)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
