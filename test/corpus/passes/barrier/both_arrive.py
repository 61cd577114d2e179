"""A barrier for as many as come.

verdict: proved
"""

import threading


def scenario():
    barrier = threading.Barrier(2)
    arrived = []

    def work(n):
        arrived.append(n)
        barrier.wait()
        assert len(arrived) == 2

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
