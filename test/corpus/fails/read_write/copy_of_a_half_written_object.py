"""`copy.copy` takes the two fields in between their two writes.

form: assertion
"""

import copy
import threading


class Quote:
    def __init__(self):
        self.bid = 10
        self.ask = 11


def scenario():
    quote = Quote()

    def move():
        quote.bid = 20
        quote.ask = 21

    mover = threading.Thread(target=move)
    mover.start()
    seen = copy.copy(quote)
    mover.join()
    assert seen.ask - seen.bid == 1, (seen.bid, seen.ask)
