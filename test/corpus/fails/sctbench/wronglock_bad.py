"""After SCTBench's wronglock: one of three takes another lock.

form: assertion
"""

import threading


class Data:
    value = 0


def scenario():
    lock, wrong, data = threading.Lock(), threading.Lock(), Data()

    def right():
        with lock:
            before = data.value
            data.value = before + 1
            assert data.value == before + 1

    def other():
        with wrong:
            data.value = -7

    threads = [threading.Thread(target=one) for one in (right, other, other)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
