"""A daemon worker, and `Queue.join`.

verdict: passed
"""

import queue
import threading


def scenario():
    q = queue.PriorityQueue()
    done = []

    def work():
        while True:
            done.append(q.get())
            q.task_done()

    threading.Thread(target=work, daemon=True).start()
    q.put(2)
    q.put(1)
    q.join()
    assert sorted(done) == [1, 2]
