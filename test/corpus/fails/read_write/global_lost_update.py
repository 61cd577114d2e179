"""A global is counted up by two threads.

form: assertion
"""

import threading

total = 0


def add():
    global total
    total += 1


def scenario():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert total == 2
