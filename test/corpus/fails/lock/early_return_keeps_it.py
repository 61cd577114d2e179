"""One path returns without releasing.

form: deadlock
"""

import threading

lock = threading.Lock()


def spend(budget, n):
    lock.acquire()
    if budget[0] < n:
        return False
    budget[0] -= n
    lock.release()
    return True


def scenario():
    budget = [10]
    threads = [threading.Thread(target=spend, args=(budget, 8)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    lock.acquire()
