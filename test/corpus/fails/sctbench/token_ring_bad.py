"""After SCTBench's token_ring: each passes the token on, the checker expects the full round.

form: assertion
"""

import threading


class Ring:
    def __init__(self):
        self.x = [0, 0, 0]
        self.lock = threading.Lock()


def scenario():
    ring = Ring()

    def pass_on(n):
        with ring.lock:
            ring.x[n] = (ring.x[n - 1] + 1) % 4

    threads = [threading.Thread(target=pass_on, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert ring.x == [1, 2, 3], ring.x
