"""A thread spins on a flag that the other sets only if it came first.

form: livelock
"""

import threading


class Gate:
    open = False
    closed_by = None


def scenario():
    gate = Gate()

    def opener():
        if gate.closed_by is None:
            gate.open = True

    def waiter():
        gate.closed_by = "waiter"
        while not gate.open:
            pass

    threads = [threading.Thread(target=opener), threading.Thread(target=waiter)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
