"""An end mark stops the worker.

verdict: proved
"""

import queue
import threading


def scenario():
    q = queue.Queue()
    got = []

    def work():
        while (item := q.get()) is not None:
            got.append(item)

    t = threading.Thread(target=work)
    t.start()
    for n in range(3):
        q.put(n)
    q.put(None)
    t.join()
    assert got == [0, 1, 2]
