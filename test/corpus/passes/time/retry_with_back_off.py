"""Two threads retry with a back-off that grows.

verdict: passed
"""

import threading
import time


def scenario():
    lock = threading.Lock()
    done = []

    def work(n):
        pause = 0.01 * (n + 1)
        while not lock.acquire(blocking=False):
            time.sleep(pause)
            pause *= 2
        done.append(n)
        lock.release()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(done) == [0, 1]
