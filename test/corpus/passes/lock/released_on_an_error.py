"""`with` gives the lock back when its block raises.

verdict: proved
"""

import threading


class Ledger:
    def __init__(self):
        self.lock = threading.Lock()
        self.rows = []
        self.bad = 0

    def add(self, row):
        try:
            with self.lock:
                self.rows.append(int(row))
        except ValueError:
            with self.lock:
                self.bad += 1


def scenario():
    ledger = Ledger()
    threads = [threading.Thread(target=ledger.add, args=(row,)) for row in ("1", "x")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert (ledger.rows, ledger.bad) == ([1], 1)
