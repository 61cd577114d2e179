"""After SCTBench's bluetooth_driver: the driver is stopped between the test and the use.

form: assertion
"""

import threading


class Device:
    def __init__(self):
        self.pending = 1
        self.stopping = False
        self.stop_event = False
        self.stopped = False
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.pending += 1
        if self.stopping:
            self.decrement()
            return False
        return True

    def decrement(self):
        with self.lock:
            self.pending -= 1
            left = self.pending
        if left == 0:
            self.stop_event = True

    def add(self):
        if self.stopping:
            return
        with self.lock:
            self.pending += 1
        assert not self.stopped, "used after it was stopped"
        self.decrement()

    def stop(self):
        self.stopping = True
        self.decrement()
        if self.stop_event:
            self.stopped = True


def scenario():
    device = Device()
    threads = [threading.Thread(target=device.stop), threading.Thread(target=device.add)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
