"""Each thread writes its own place of one list.

verdict: proved
"""

import threading


def scenario():
    squares = [None] * 3

    def work(n):
        squares[n] = n * n

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert squares == [0, 1, 4]
