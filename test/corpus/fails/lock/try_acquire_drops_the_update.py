"""When the lock is busy, the update is silently left out.

form: assertion
"""

import threading


class Stats:
    def __init__(self):
        self.lock = threading.Lock()
        self.seen = 0

    def see(self):
        if self.lock.acquire(blocking=False):
            try:
                self.seen += 1
            finally:
                self.lock.release()


def scenario():
    stats = Stats()
    threads = [threading.Thread(target=stats.see) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert stats.seen == 2
