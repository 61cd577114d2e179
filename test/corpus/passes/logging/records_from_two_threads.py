"""Two threads log through one handler; the handler's lock keeps records whole.

verdict: passed
"""

import logging
import threading


class Memory(logging.Handler):
    def __init__(self):
        super().__init__()
        self.rows = []

    def emit(self, record):
        size = len(self.rows)
        self.rows.append(record.getMessage())
        assert len(self.rows) == size + 1


def scenario():
    log = logging.getLogger("corpus")
    log.propagate = False
    log.setLevel(logging.INFO)
    handler = Memory()
    log.handlers = [handler]
    threads = [threading.Thread(target=log.info, args=("from %s", name)) for name in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(handler.rows) == ["from a", "from b"]
