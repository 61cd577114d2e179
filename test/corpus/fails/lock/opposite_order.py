"""Two locks, taken in opposite order.

form: deadlock
"""

import threading


def scenario():
    first, second = threading.Lock(), threading.Lock()

    def one():
        with first, second:
            pass

    def two():
        with second:
            with first:
                pass

    threads = [threading.Thread(target=one), threading.Thread(target=two)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
