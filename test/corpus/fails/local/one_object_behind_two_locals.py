"""Each thread has its own name for one shared list.

form: assertion
"""

import threading

shared = []
here = threading.local()


def work(n):
    here.rows = shared
    here.rows.append(n)
    assert here.rows[-1] == n


def scenario():
    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
