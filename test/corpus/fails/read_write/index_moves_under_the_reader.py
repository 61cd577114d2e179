"""The index was right until another thread removed an earlier row.

form: exception
"""

import threading


def scenario():
    rows = ["a", "b", "c"]

    def remove_first():
        del rows[0]

    def read_last():
        last = len(rows) - 1
        rows[last].upper()

    threads = [threading.Thread(target=remove_first), threading.Thread(target=read_last)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
