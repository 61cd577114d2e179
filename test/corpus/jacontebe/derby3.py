"""JaConTeBe derby3 (DERBY-5561): a logical connection checks that it has a physical one and then uses it; another thread takes the physical
one away between the two."""

import threading


class PhysicalConnection:
    def native_sql(self, text):
        return text.upper()


class LogicalConnection:
    def __init__(self):
        self.physical = PhysicalConnection()

    def native_sql(self, text):
        if self.physical is None:
            raise ConnectionError("no current connection")
        return self.physical.native_sql(text)

    def forget_physical(self):
        self.physical = None


def scenario():
    connection = LogicalConnection()

    def client():
        try:
            connection.native_sql("select 1")
        except ConnectionError:
            pass

    threads = [threading.Thread(target=client), threading.Thread(target=connection.forget_physical)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
