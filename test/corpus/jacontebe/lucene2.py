"""JaConTeBe lucene2 (LUCENE-1544): adding indexes takes the write side of a readers-and-writer lock and waits for the merges it has queued; a
merge asks for the read side before it can finish. Deadlock in every run in which the merge has not read before."""

import threading


class Writer:
    def __init__(self):
        self.changed = threading.Condition()
        self.writing = False
        self.readers = 0
        self.merges = 0

    def acquire_write(self):
        with self.changed:
            while self.writing or self.readers:
                self.changed.wait()
            self.writing = True

    def acquire_read(self):
        with self.changed:
            while self.writing:
                self.changed.wait()
            self.readers += 1

    def release_read(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def merge(self):
        self.acquire_read()
        self.release_read()
        with self.changed:
            self.merges -= 1
            self.changed.notify_all()

    def optimize(self):
        with self.changed:
            while self.merges:
                self.changed.wait()

    def add_indexes(self):
        self.acquire_write()
        self.optimize()
        with self.changed:
            self.writing = False
            self.changed.notify_all()


def scenario():
    writer = Writer()
    writer.merges = 1
    threads = [threading.Thread(target=writer.merge), threading.Thread(target=writer.add_indexes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
