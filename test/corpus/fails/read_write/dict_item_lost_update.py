"""`counts[key] += 1` from two threads.

form: assertion
"""

import threading


def scenario():
    counts = {"a": 0}

    def add():
        counts["a"] += 1

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counts["a"] == 2
