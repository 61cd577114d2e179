"""SCTBench CS/bluetooth_driver_bad: a driver counts the requests under way so that it stops after the last one. A request looks at
the stopping flag and counts itself in two steps; a stop between them finds no request and stops the driver under it."""

import threading


class Driver:
    def __init__(self):
        self.lock = threading.Lock()
        self.pending = 1
        self.stopping = False
        self.idle = False
        self.stopped = False

    def enter(self):
        if self.stopping:
            return False
        with self.lock:
            self.pending += 1
        return True

    def leave(self):
        with self.lock:
            self.pending -= 1
            last = self.pending == 0
        if last:
            self.idle = True

    def request(self):
        if self.enter():
            assert not self.stopped, "a request runs on a stopped driver"
        self.leave()

    def stop(self):
        self.stopping = True
        self.leave()
        if self.idle:
            self.stopped = True


def scenario():
    driver = Driver()
    stopper = threading.Thread(target=driver.stop)
    requester = threading.Thread(target=driver.request)
    requester.start()
    stopper.start()
    requester.join()
    stopper.join()
