"""The same lost update, spelt with `operator`.

form: assertion
"""

import operator
import threading


def scenario():
    votes = {"yes": 0}

    def vote():
        operator.setitem(votes, "yes", operator.add(operator.getitem(votes, "yes"), 1))

    threads = [threading.Thread(target=vote) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert votes["yes"] == 2
