"""Two jobs of one priority: the queue compares the payloads, and dicts have no order.

form: exception
"""

import threading
from queue import PriorityQueue


def scenario():
    jobs = PriorityQueue()
    threads = [threading.Thread(target=jobs.put, args=((priority, {"id": n}),)) for n, priority in enumerate((1, 1))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
