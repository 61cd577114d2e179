"""A worker that looks at a stop flag between pieces of work.

verdict: passed
"""

import threading


class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self.stopping = threading.Event()
        self.rounds = 0

    def run(self):
        while not self.stopping.is_set():
            self.rounds += 1

    def stop(self):
        self.stopping.set()
        self.join()


def scenario():
    worker = Worker()
    worker.start()
    worker.stop()
    assert not worker.is_alive()
