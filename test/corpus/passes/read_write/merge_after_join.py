"""Threads work on copies of their own; the sums are merged when all are done.

verdict: proved
"""

import threading
from collections import Counter


def scenario():
    parts = [Counter(), Counter()]

    def count(part, text):
        for word in text.split():
            part[word] += 1

    threads = [threading.Thread(target=count, args=pair) for pair in zip(parts, ("to be", "be"))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    total = sum(parts, Counter())
    assert total == Counter(be=2, to=1)
