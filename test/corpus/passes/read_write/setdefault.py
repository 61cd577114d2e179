"""`dict.setdefault` with a ready value is one step.

verdict: proved
"""

import threading


def scenario():
    cache = {}
    got = []

    def ask(n):
        got.append(cache.setdefault("key", n))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert got[0] == got[1] == cache["key"]
