"""SCTBench CS/sync02_bad: a producer of two and a consumer of two start with two pieces there already. One piece too many is made, and the
producer waits for ever for a place, in every run."""

import threading

PIECES = 2


def scenario():
    lock = threading.Lock()
    empty, full = threading.Condition(lock), threading.Condition(lock)
    stock = PIECES

    def producer():
        nonlocal stock
        for _ in range(PIECES):
            with lock:
                while stock > 0:
                    empty.wait()
                stock += 1
                full.notify()

    def consumer():
        nonlocal stock
        for _ in range(PIECES):
            with lock:
                while stock == 0:
                    full.wait()
                stock -= 1
                empty.notify()

    threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
