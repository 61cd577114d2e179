"""JaConTeBe dbcp1 (DBCP-65): the evictor of a statement pool holds the pool and asks the connection to activate a statement; a client holds
the connection and borrows a statement from the pool. Deadlock."""

import threading


class PoolingConnection:
    def __init__(self):
        self.lock = threading.RLock()
        self.pool = StatementPool(self)
        self.traces = []

    def prepare_statement(self, sql):
        with self.lock:
            return self.pool.borrow(sql)

    def add_trace(self, statement):
        with self.lock:
            self.traces.append(statement)


class StatementPool:
    def __init__(self, connection):
        self.lock = threading.RLock()
        self.connection = connection
        self.idle = ["select 1"]

    def borrow(self, sql):
        with self.lock:
            return self.idle.pop() if self.idle else sql

    def evict(self):
        with self.lock:
            for statement in list(self.idle):
                self.connection.add_trace(statement)


def scenario():
    connection = PoolingConnection()
    evictor = threading.Thread(target=connection.pool.evict)
    client = threading.Thread(target=connection.prepare_statement, args=("select 1",))
    evictor.start()
    client.start()
    evictor.join()
    client.join()
