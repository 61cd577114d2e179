"""SCTBench CS/deadlock01_bad: two threads take the same two locks in opposite orders."""

import threading


class Pair:
    def __init__(self):
        self.a = threading.Lock()
        self.b = threading.Lock()
        self.counter = 1

    def up(self):
        with self.a:
            with self.b:
                self.counter += 1

    def down(self):
        with self.b:
            with self.a:
                self.counter -= 1


def scenario():
    pair = Pair()
    threads = [threading.Thread(target=pair.up), threading.Thread(target=pair.down)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pair.counter == 1
