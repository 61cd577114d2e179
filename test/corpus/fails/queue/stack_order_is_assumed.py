"""A LIFO queue between two threads gives no fixed order.

form: assertion
"""

import threading
from queue import LifoQueue


def scenario():
    pile = LifoQueue()

    def producer():
        pile.put(1)
        pile.put(2)

    t = threading.Thread(target=producer)
    t.start()
    got = [pile.get(), pile.get()]
    t.join()
    assert got == [2, 1], got
