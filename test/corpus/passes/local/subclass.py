"""A subclass of `threading.local` starts anew in each thread.

verdict: passed
"""

import threading


class Session(threading.local):
    count = 0

    def __init__(self, start):
        self.count = start


def scenario():
    session = Session(5)
    seen = []

    def work():
        session.count += 1
        seen.append(session.count)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen == [6, 6]
    assert session.count == 5
