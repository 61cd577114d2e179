"""Two people at a door, each steps back as long as the other one wants to go: nobody has the last word.

form: livelock
"""

import threading


class Person:
    def __init__(self):
        self.wants = False
        self.other = None

    def go(self):
        self.wants = True
        while self.other.wants:
            pass
        self.wants = False


def scenario():
    a, b = Person(), Person()
    a.other, b.other = b, a
    threads = [threading.Thread(target=a.go), threading.Thread(target=b.go)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
