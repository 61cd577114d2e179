"""A lock made inside the function guards nothing.

form: assertion
"""

import threading

hits = 0


def hit():
    global hits
    with threading.Lock():
        hits += 1


def scenario():
    threads = [threading.Thread(target=hit) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert hits == 2
