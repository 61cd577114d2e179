"""A readers-writer lock whose reader count is not guarded.

form: deadlock
"""

import threading


class ReadersWriter:
    def __init__(self):
        self.readers = 0
        self.room = threading.Semaphore(1)

    def enter(self):
        self.readers += 1
        if self.readers == 1:
            self.room.acquire()

    def leave(self):
        self.readers -= 1
        if self.readers == 0:
            self.room.release()


def scenario():
    book = ReadersWriter()

    def read():
        book.enter()
        book.leave()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    book.room.acquire()
