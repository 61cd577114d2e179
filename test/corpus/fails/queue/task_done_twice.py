"""`task_done` once in the loop and once in the `finally`.

form: exception
"""

import queue
import threading


def scenario():
    jobs = queue.Queue()
    jobs.put("a")

    def worker():
        try:
            jobs.get()
            jobs.task_done()
        finally:
            jobs.task_done()

    t = threading.Thread(target=worker)
    t.start()
    t.join()
