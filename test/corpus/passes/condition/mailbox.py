"""One letter at a time, two conditions on one lock.

verdict: passed
"""

import threading


class Mailbox:
    def __init__(self):
        self.lock = threading.Lock()
        self.filled = threading.Condition(self.lock)
        self.emptied = threading.Condition(self.lock)
        self.letter = None

    def send(self, letter):
        with self.emptied:
            self.emptied.wait_for(lambda: self.letter is None)
            self.letter = letter
            self.filled.notify()

    def fetch(self):
        with self.filled:
            self.filled.wait_for(lambda: self.letter is not None)
            letter, self.letter = self.letter, None
            self.emptied.notify()
            return letter


def scenario():
    box = Mailbox()
    sender = threading.Thread(target=lambda: [box.send(n) for n in "ab"])
    sender.start()
    got = [box.fetch(), box.fetch()]
    sender.join()
    assert got == ["a", "b"]
