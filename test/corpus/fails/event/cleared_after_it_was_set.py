"""`clear` comes after the other side has already set it.

form: deadlock
"""

import threading


class Step:
    def __init__(self):
        self.finished = threading.Event()

    def run(self):
        self.finished.set()


def scenario():
    step = Step()
    t = threading.Thread(target=step.run)
    t.start()
    step.finished.clear()
    step.finished.wait()
    t.join()
