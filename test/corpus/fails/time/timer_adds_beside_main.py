"""The timer's function and the main thread change one number.

form: assertion
"""

import threading


class Till:
    cash = 0


def scenario():
    till = Till()

    def tip():
        till.cash += 1

    timer = threading.Timer(0.5, tip)
    timer.start()
    tip()
    timer.join()
    assert till.cash == 2
