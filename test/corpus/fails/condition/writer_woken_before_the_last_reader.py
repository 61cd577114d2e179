"""The last reader but one signals: the writer runs beside a reader.

form: assertion
"""

import threading


class Room:
    def __init__(self):
        self.cond = threading.Condition()
        self.readers = 0
        self.writing = False

    def enter(self):
        with self.cond:
            self.readers += 1

    def leave(self):
        with self.cond:
            self.readers -= 1
            self.cond.notify()

    def write(self):
        with self.cond:
            if self.readers:
                self.cond.wait()
            assert self.readers == 0, "a reader is still inside"


def scenario():
    room = Room()
    room.enter()
    room.enter()
    threads = [threading.Thread(target=room.write), threading.Thread(target=room.leave), threading.Thread(target=room.leave)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
