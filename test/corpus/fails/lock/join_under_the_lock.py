"""The closer joins the worker while it holds the lock the worker needs.

form: deadlock
"""

import threading


class Recorder:
    def __init__(self):
        self.lock = threading.Lock()
        self.rows = []
        self.worker = threading.Thread(target=self.record, name="recorder")
        self.worker.start()

    def record(self):
        with self.lock:
            self.rows.append(1)

    def close(self):
        with self.lock:
            self.worker.join()


def scenario():
    recorder = Recorder()
    recorder.close()
