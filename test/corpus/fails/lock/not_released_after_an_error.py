"""An error between acquire and release keeps the lock.

form: deadlock
"""

import threading


def scenario():
    lock = threading.Lock()

    def work(n):
        lock.acquire()
        if n:
            return
        lock.release()

    threads = [threading.Thread(target=work, args=(n,)) for n in (1, 0)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
