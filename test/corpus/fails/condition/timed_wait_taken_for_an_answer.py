"""The result of a timed `wait_for` is thrown away.

form: exception
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
        cond.wait_for(lambda: answers, timeout=0.5)
        answers[0]
    t.join()
