"""One path forgets `task_done`, so `join` waits for ever.

form: deadlock
"""

import queue
import threading


def scenario():
    jobs = queue.Queue()
    done = []

    def worker():
        while True:
            job = jobs.get()
            if job % 2:
                continue
            done.append(job)
            jobs.task_done()

    threading.Thread(target=worker, daemon=True).start()
    for n in range(2):
        jobs.put(n)
    jobs.join()
