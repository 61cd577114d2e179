"""Signal and wait are mixed up between two threads that should meet.

form: deadlock
"""

import threading


def scenario():
    a_here, b_here = threading.Semaphore(0), threading.Semaphore(0)

    def a():
        b_here.acquire()
        a_here.release()

    def b():
        a_here.acquire()
        b_here.release()

    threads = [threading.Thread(target=a, name="A"), threading.Thread(target=b, name="B")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
