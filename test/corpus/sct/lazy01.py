"""SCTBench CS/lazy01_bad: three threads, one lock; the third asserts that the sum of the other two has not come together yet. It fails
whenever the third comes last."""

import threading


class Sum:
    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def add(self, amount):
        with self.lock:
            self.value += amount

    def check(self):
        with self.lock:
            assert self.value < 3


def scenario():
    total = Sum()
    threads = [
        threading.Thread(target=total.add, args=(1,)),
        threading.Thread(target=total.add, args=(2,)),
        threading.Thread(target=total.check),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
