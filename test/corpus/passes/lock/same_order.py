"""Two locks, always in the same order.

verdict: proved
"""

import threading


def scenario():
    first, second = threading.Lock(), threading.Lock()

    def work():
        with first, second:
            pass

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
