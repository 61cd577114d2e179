"""Two callers both find that the helper has not been started.

form: exception
"""

import threading


class Helper:
    def __init__(self):
        self.started = False
        self.thread = threading.Thread(target=int)

    def ensure(self):
        if not self.started:
            self.started = True
            self.thread.start()

    def ensure_slowly(self):
        if not self.thread.is_alive():
            self.thread.start()


def scenario():
    helper = Helper()
    callers = [threading.Thread(target=helper.ensure_slowly) for _ in range(2)]
    for c in callers:
        c.start()
    for c in callers:
        c.join()
