"""After SCTBench's reorder_3: two setters and a checker that must see both writes or none.

form: assertion
"""

import threading


class Pair:
    a = 0
    b = 0


def scenario():
    pair = Pair()

    def set_both():
        pair.a = 1
        pair.b = -1

    def check():
        a, b = pair.a, pair.b
        assert (a, b) in ((0, 0), (1, -1)), (a, b)

    threads = [threading.Thread(target=one) for one in (set_both, set_both, check)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
