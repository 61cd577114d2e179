"""A long time-out that never fires.

verdict: passed
"""

import queue
import threading


def scenario():
    pipe = queue.Queue()
    t = threading.Thread(target=pipe.put, args=(1,))
    t.start()
    assert pipe.get(timeout=60) == 1
    t.join()
