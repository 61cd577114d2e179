"""One item through a queue.

verdict: proved
"""

import queue
import threading


def scenario():
    pipe = queue.Queue()
    got = []
    t = threading.Thread(target=lambda: got.append(pipe.get()))
    t.start()
    pipe.put("letter")
    t.join()
    assert got == ["letter"]
    assert pipe.empty()
