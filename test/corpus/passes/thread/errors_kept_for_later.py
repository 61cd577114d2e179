"""A thread class that hands its error to whoever joins it.

verdict: proved
"""

import threading


class Careful(threading.Thread):
    def __init__(self, work):
        super().__init__()
        self.work = work
        self.error = None

    def run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error


def scenario():
    threads = [Careful(lambda: 1 / 0), Careful(lambda: 1)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [type(t.error) for t in threads] == [ZeroDivisionError, type(None)]
