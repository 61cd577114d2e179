"""`join` waits until every item is done, whatever the order.

verdict: passed
"""

import threading
from queue import LifoQueue


def scenario():
    pile, done = LifoQueue(), []

    def worker():
        while True:
            item = pile.get()
            if item is None:
                return
            done.append(item)
            pile.task_done()

    t = threading.Thread(target=worker)
    t.start()
    for n in range(2):
        pile.put(n)
    pile.join()
    pile.put(None)
    t.join()
    assert sorted(done) == [0, 1]
