"""After SCTBench's lazy01: three locked stages, the last checks what the first two add up to.

form: assertion
"""

import threading


class Data:
    value = 0


def scenario():
    lock, data = threading.Lock(), Data()

    def one():
        with lock:
            data.value += 1

    def two():
        with lock:
            data.value += 2

    def three():
        with lock:
            assert data.value < 3, "both came first"

    threads = [threading.Thread(target=work) for work in (one, two, three)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
