"""The length is taken as the next number, then the item is appended.

form: assertion
"""

import threading


def scenario():
    tickets = []

    def take():
        tickets.append(len(tickets))

    threads = [threading.Thread(target=take) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert tickets == [0, 1]
