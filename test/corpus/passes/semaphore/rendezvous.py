"""Two threads meet: each signals before it waits.

verdict: proved
"""

import threading


def scenario():
    a_here, b_here = threading.Semaphore(0), threading.Semaphore(0)
    seen = {"a": False, "b": False}

    def a():
        seen["a"] = True
        a_here.release()
        b_here.acquire()
        assert seen["b"]

    def b():
        seen["b"] = True
        b_here.release()
        a_here.acquire()
        assert seen["a"]

    threads = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
