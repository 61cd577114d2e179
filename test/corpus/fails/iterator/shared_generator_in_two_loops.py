"""Two `for` loops over one generator.

form: exception
"""

import threading


class Source:
    def __init__(self):
        self.sent = 0

    def rows(self):
        for row in ("a", "b"):
            self.sent += 1
            yield row


def scenario():
    rows = Source().rows()
    got = []

    def drain():
        for row in rows:
            got.append(row)

    threads = [threading.Thread(target=drain) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
