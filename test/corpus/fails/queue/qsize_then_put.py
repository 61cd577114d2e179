"""`if jobs.qsize() < 1: put_nowait` from two threads into one place.

form: exception
"""

import queue
import threading


def scenario():
    jobs = queue.Queue(maxsize=1)

    def offer(job):
        if jobs.qsize() < 1:
            jobs.put_nowait(job)

    threads = [threading.Thread(target=offer, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
