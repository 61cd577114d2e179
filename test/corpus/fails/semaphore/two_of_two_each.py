"""Each thread needs two permits of two and takes them one by one.

form: deadlock
"""

import threading


def scenario():
    permits = threading.Semaphore(2)

    def work():
        permits.acquire()
        permits.acquire()
        permits.release(2)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
