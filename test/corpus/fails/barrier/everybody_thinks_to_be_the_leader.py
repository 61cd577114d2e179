"""Whoever sees the count at zero prepares the next phase: with nobody counting right, both do.

form: assertion
"""

import threading


def scenario():
    barrier = threading.Barrier(2)
    prepared = []

    def work():
        barrier.wait()
        if not prepared:
            prepared.append(threading.current_thread().name)

    threads = [threading.Thread(target=work, name=f"worker {n}") for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(prepared) == 1, prepared
