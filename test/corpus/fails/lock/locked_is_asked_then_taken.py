"""`if not lock.locked()` says nothing about the moment after it.

form: assertion
"""

import threading


def scenario():
    lock = threading.Lock()
    waited = []

    def polite():
        if not lock.locked():
            if not lock.acquire(blocking=False):
                waited.append(1)
                return
            lock.release()

    threads = [threading.Thread(target=polite) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not waited
