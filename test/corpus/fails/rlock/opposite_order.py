"""RLocks are re-entered by their owner only; opposite order still deadlocks.

form: deadlock
"""

import threading


class Node:
    def __init__(self):
        self.lock = threading.RLock()
        self.peer = None

    def sync(self):
        with self.lock:
            with self.lock:
                self.peer.touch()

    def touch(self):
        with self.lock:
            pass


def scenario():
    one, two = Node(), Node()
    one.peer, two.peer = two, one
    threads = [threading.Thread(target=one.sync, name="one"), threading.Thread(target=two.sync, name="two")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
