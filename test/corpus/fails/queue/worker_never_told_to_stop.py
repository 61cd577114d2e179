"""A worker waits for work for ever.

form: leak
"""

import queue
import threading


def scenario():
    q = queue.Queue()

    def work():
        while True:
            q.get()
            q.task_done()

    threading.Thread(target=work).start()
    q.put(1)
    q.join()
