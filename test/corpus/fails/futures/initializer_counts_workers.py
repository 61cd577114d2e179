"""The initializer of a pool counts in a global without a lock.

form: assertion
"""

import threading
from concurrent.futures import ThreadPoolExecutor

ready = 0


def prepare():
    global ready
    ready += 1


def scenario():
    both = threading.Barrier(2)
    with ThreadPoolExecutor(2, initializer=prepare) as pool:
        list(pool.map(lambda _: both.wait(), range(2)))
    assert ready == 2
