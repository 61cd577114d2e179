"""Who finds the lock taken leaves it.

verdict: proved
"""

import threading


def scenario():
    lock = threading.Lock()
    done = []

    def work(n):
        if lock.acquire(blocking=False):
            done.append(n)
            lock.release()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert 1 <= len(done) <= 2
