"""The event is set before the result is stored.

form: assertion
"""

import threading


class Ask:
    def __init__(self):
        self.ready = threading.Event()
        self.answer = None

    def work(self):
        self.ready.set()
        self.answer = 42


def scenario():
    ask = Ask()
    t = threading.Thread(target=ask.work, daemon=True)
    t.start()
    ask.ready.wait()
    assert ask.answer == 42
    t.join()
