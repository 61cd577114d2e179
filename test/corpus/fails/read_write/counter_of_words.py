"""`Counter` counts in one thread; from two, `counts[word] += 1` loses one.

form: assertion
"""

import threading
from collections import Counter


def scenario():
    counts = Counter()

    def count(text):
        for word in text.split():
            counts[word] += 1

    threads = [threading.Thread(target=count, args=("to be",)), threading.Thread(target=count, args=("be",))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counts == {"to": 1, "be": 2}, dict(counts)
