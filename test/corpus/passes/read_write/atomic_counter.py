"""`next(itertools.count())` is one step under the GIL.

verdict: proved
"""

import itertools
import threading

numbers = itertools.count(1)


def scenario():
    drawn = []
    threads = [threading.Thread(target=lambda: drawn.append(next(numbers))) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(drawn) == [1, 2]
