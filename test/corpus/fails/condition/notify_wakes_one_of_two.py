"""`notify` wakes one of two waiters.

form: deadlock
"""

import threading


def scenario():
    cond = threading.Condition()
    state = {"open": False}

    def wait():
        with cond:
            while not state["open"]:
                cond.wait()

    def let_in():
        with cond:
            state["open"] = True
            cond.notify()

    threads = [threading.Thread(target=wait) for _ in range(2)]
    for t in threads:
        t.start()
    let_in()
    for t in threads:
        t.join()
