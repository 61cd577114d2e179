"""JaConTeBe derby2 (DERBY-5560): closing a pooled connection locks it and then its logical connection; closing the logical connection locks
that and then recycles the pooled one. Deadlock."""

import threading


class PooledConnection:
    def __init__(self):
        self.monitor = threading.RLock()
        self.logical = LogicalConnection(self)
        self.recycled = 0

    def close(self):
        with self.monitor:
            if self.logical is not None:
                self.logical.forget_physical()
                self.logical = None

    def recycle(self):
        with self.monitor:
            self.recycled += 1


class LogicalConnection:
    def __init__(self, pooled):
        self.monitor = threading.RLock()
        self.pooled = pooled
        self.physical = object()

    def forget_physical(self):
        with self.monitor:
            self.physical = None

    def close(self):
        with self.monitor:
            if self.physical is not None:
                self.pooled.recycle()
                self.physical = None


def scenario():
    pooled = PooledConnection()
    logical = pooled.logical
    threads = [threading.Thread(target=logical.close), threading.Thread(target=pooled.close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
