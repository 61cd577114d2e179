"""After SCTBench's reorder_5: four setters and a checker.

form: assertion
beyond the promise: six threads with the main one
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
        a = pair.a
        b = pair.b
        assert (a, b) in ((0, 0), (1, -1)), (a, b)

    threads = [threading.Thread(target=one) for one in (set_both,) * 4 + (check,)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
