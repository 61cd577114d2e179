"""`SimpleQueue` between two threads.

verdict: proved
"""

import queue
import threading


def scenario():
    q = queue.SimpleQueue()
    t = threading.Thread(target=q.put, args=(7,))
    t.start()
    assert q.get() == 7
    t.join()
