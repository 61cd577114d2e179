"""SCTBench CS/queue_bad: one thread puts twenty values and notes them, the other takes them and compares; two flags make them take turns,
but the round counter runs on when it was not a thread's turn, and the first value is put without a turn.

Beyond the promise: more than 200 operations."""

import threading

SIZE = 20


class Ring:
    def __init__(self):
        self.cells = [0] * (SIZE + 1)
        self.head = self.tail = self.amount = 0

    def put(self, value):
        self.cells[self.tail] = value
        self.amount += 1
        self.tail = 1 if self.tail == SIZE else self.tail + 1

    def get(self):
        value = self.cells[self.head]
        self.amount -= 1
        self.head = 1 if self.head == SIZE else self.head + 1
        return value


class Exchange:
    def __init__(self):
        self.lock = threading.Lock()
        self.ring = Ring()
        self.stored = [0] * SIZE
        self.may_put, self.may_get = True, False

    def fill(self):
        value = 0
        with self.lock:
            self.ring.put(value)
            self.stored[0] = value
            assert self.ring.head != self.ring.tail
        for number in range(SIZE - 1):
            with self.lock:
                if self.may_put:
                    value += 1
                    self.ring.put(value)
                    self.stored[number + 1] = value
                    self.may_put, self.may_get = False, True

    def drain(self):
        for number in range(SIZE):
            with self.lock:
                if self.may_get:
                    assert self.ring.get() == self.stored[number]
                    self.may_put, self.may_get = True, False


def scenario():
    exchange = Exchange()
    threads = [threading.Thread(target=exchange.fill), threading.Thread(target=exchange.drain)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
