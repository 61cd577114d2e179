"""Two readers upgrade to writing; each waits for the other to stop reading.

form: deadlock
"""

import threading


class ReadersWriter:
    def __init__(self):
        self.cond = threading.Condition()
        self.readers = 0

    def upgrade(self):
        with self.cond:
            self.readers += 1
        with self.cond:
            while self.readers > 1:
                self.cond.wait()
            self.readers -= 1
            self.cond.notify_all()


def scenario():
    door = ReadersWriter()
    threads = [threading.Thread(target=door.upgrade) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
