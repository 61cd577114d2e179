"""JaConTeBe dbcp2 (DBCP-270): closing a connection locks it and gives it back to its pool; the pool's evictor locks the pool and opens a
statement on the connection to validate it, which locks the connection. Deadlock."""

import threading


class Pool:
    def __init__(self):
        self.monitor = threading.RLock()
        self.idle = []

    def give_back(self, connection):
        with self.monitor:
            self.idle.append(connection)

    def evict(self, connection):
        with self.monitor:
            connection.create_statement()


class Connection:
    def __init__(self, pool):
        self.monitor = threading.RLock()
        self.pool = pool
        self.open = True
        self.statements = 0

    def create_statement(self):
        with self.monitor:
            self.statements += 1

    def close(self):
        with self.monitor:
            if self.open:
                self.open = False
                self.pool.give_back(self)


def scenario():
    pool = Pool()
    connection = Connection(pool)
    threads = [threading.Thread(target=connection.close), threading.Thread(target=pool.evict, args=(connection,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
