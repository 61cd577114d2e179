"""A class attribute is counted up through instances.

form: assertion
"""

import threading


class Ticket:
    sold = 0


def sell():
    Ticket.sold += 1


def scenario():
    threads = [threading.Thread(target=sell) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert Ticket.sold == 2
