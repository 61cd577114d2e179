"""Threads read the loop variable, not the value it had when they were made.

form: assertion
"""

import threading


def scenario():
    seen = []
    threads = []
    for number in range(2):
        t = threading.Thread(target=lambda: seen.append(number))
        threads.append(t)
        t.start()
    for t in threads:
        t.join()
    assert sorted(seen) == [0, 1]
