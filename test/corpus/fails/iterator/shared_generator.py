"""A generator runs in one thread at a time: the second gets "generator already executing".

form: exception
"""

import threading


def numbers():
    n = 0
    while True:
        n += 1
        yield n


def scenario():
    ids = numbers()
    taken = []
    threads = [threading.Thread(target=lambda: taken.append(next(ids))) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
