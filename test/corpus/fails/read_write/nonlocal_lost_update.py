"""A captured variable is counted up by two threads.

form: assertion
"""

import threading


def scenario():
    total = 0

    def add():
        nonlocal total
        total += 1

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert total == 2
