"""After SCTBench's deadlock01, with acquire and release spelt out.

form: deadlock
"""

import threading


def scenario():
    a, b = threading.Lock(), threading.Lock()
    counter = [0]

    def one():
        a.acquire()
        b.acquire()
        counter[0] += 1
        b.release()
        a.release()

    def two():
        b.acquire()
        a.acquire()
        counter[0] -= 1
        a.release()
        b.release()

    threads = [threading.Thread(target=one), threading.Thread(target=two)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
