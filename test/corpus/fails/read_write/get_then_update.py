"""`get` and `update` are two steps.

form: assertion
"""

import threading


def scenario():
    counts = {}

    def add():
        counts.update(a=counts.get("a", 0) + 1)

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert counts["a"] == 2
