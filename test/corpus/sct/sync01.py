"""SCTBench CS/sync01_bad: a producer waits until the place is empty, and the only other thread signals "empty" without emptying it. The
producer waits for ever in every run."""

import threading


class Place:
    def __init__(self):
        self.lock = threading.Lock()
        self.empty = threading.Condition(self.lock)
        self.full = threading.Condition(self.lock)
        self.filled = 1

    def produce(self):
        with self.lock:
            while self.filled > 0:
                self.empty.wait()
            self.filled += 1
            self.full.notify()

    def look(self):
        with self.lock:
            while self.filled == 0:
                self.full.wait()
            self.empty.notify()


def scenario():
    place = Place()
    threads = [threading.Thread(target=place.produce), threading.Thread(target=place.look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
