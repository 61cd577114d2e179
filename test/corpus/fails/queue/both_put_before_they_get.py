"""Two stages with queues of one place each put to each other and both wait.

form: deadlock
"""

import threading
from queue import Queue


def scenario():
    right, left = Queue(maxsize=1), Queue(maxsize=1)

    def stage(inbox, outbox):
        outbox.put(1)
        outbox.put(2)
        inbox.get()
        inbox.get()

    threads = [threading.Thread(target=stage, args=(left, right)), threading.Thread(target=stage, args=(right, left))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
