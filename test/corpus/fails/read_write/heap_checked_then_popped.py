"""A heap, tested and then popped.

form: exception
"""

import heapq
import threading


def scenario():
    heap = []
    heapq.heappush(heap, 5)

    def take():
        if len(heap) > 0:
            heapq.heappop(heap)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
