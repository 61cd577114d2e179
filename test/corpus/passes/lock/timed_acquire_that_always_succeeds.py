"""A time-out as a safety net.

verdict: passed
"""

import threading


def scenario():
    lock = threading.Lock()
    got = []

    def work():
        if lock.acquire(timeout=30):
            got.append(1)
            lock.release()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(got) == 2
