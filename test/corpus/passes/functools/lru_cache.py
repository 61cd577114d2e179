"""`lru_cache` may compute twice but never returns anything wrong.

verdict: passed
"""

import threading
from functools import lru_cache


@lru_cache(maxsize=None)
def square(n):
    return n * n


def scenario():
    got = []
    threads = [threading.Thread(target=lambda: got.append(square(4))) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got == [16, 16]
    assert square.cache_info().currsize == 1
