"""Two workers, one end mark.

form: deadlock
"""

import queue
import threading

STOP = object()


def worker(tasks):
    while True:
        task = tasks.get()
        if task is STOP:
            break


def scenario():
    tasks = queue.Queue()
    crew = [threading.Thread(target=worker, args=(tasks,), name=f"worker {n}") for n in range(2)]
    for t in crew:
        t.start()
    tasks.put(1)
    tasks.put(STOP)
    for t in crew:
        t.join()
