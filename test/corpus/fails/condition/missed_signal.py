"""The signal comes before anybody waits.

form: deadlock
"""

import threading


def scenario():
    cond = threading.Condition()

    def wait():
        with cond:
            cond.wait()

    def signal():
        with cond:
            cond.notify()

    threads = [threading.Thread(target=wait), threading.Thread(target=signal)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
