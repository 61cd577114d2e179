"""A handler without its lock, called directly, counts records.

form: assertion
"""

import logging
import threading


class Counting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.count = 0

    def emit(self, record):
        self.count += 1


def scenario():
    handler = Counting()
    record = logging.makeLogRecord({"msg": "hello"})
    threads = [threading.Thread(target=handler.emit, args=(record,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert handler.count == 2
