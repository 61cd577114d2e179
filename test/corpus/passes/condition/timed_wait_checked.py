"""A timed wait whose result is looked at.

verdict: passed
"""

import threading
import time


def scenario():
    cond = threading.Condition()
    answers = []

    def think():
        time.sleep(1)
        with cond:
            answers.append(42)
            cond.notify()

    t = threading.Thread(target=think)
    t.start()
    with cond:
        while not cond.wait_for(lambda: answers, timeout=0.5):
            pass
    t.join()
    assert answers == [42]
