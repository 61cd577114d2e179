"""A thread-local value is each thread's own.

verdict: proved
"""

import threading


def scenario():
    mine = threading.local()
    seen = []

    def work(n):
        mine.n = n
        seen.append(mine.n == n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen == [True, True]
