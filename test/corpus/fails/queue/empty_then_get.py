"""The queue is not empty when it is asked, and empty when it is read.

form: deadlock
"""

import queue
import threading


def scenario():
    q = queue.Queue()
    q.put(1)

    def work():
        if not q.empty():
            q.get()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
