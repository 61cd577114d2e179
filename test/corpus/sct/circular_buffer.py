"""SCTBench CS/circular_buffer_bad: sender and receiver take turns by two flags under a lock, and each counts its rounds even when it
was not its turn. A round that found the other's turn shifts what the receiver expects."""

import threading

ROUNDS = 7
EMPTY = -1


class Buffer:
    def __init__(self, size):
        self.lock = threading.Lock()
        self.cells = [0] * size
        self.first = self.next = 0
        self.send, self.receive = True, False

    def insert(self, value):
        self.cells[self.next] = value
        self.next = (self.next + 1) % len(self.cells)

    def remove(self):
        if self.next > 0 and self.first < len(self.cells):
            self.first += 1
            return self.cells[self.first - 1]
        return EMPTY


def scenario():
    buffer = Buffer(10)

    def sender():
        for number in range(ROUNDS):
            with buffer.lock:
                if buffer.send:
                    buffer.insert(number)
                    buffer.send, buffer.receive = False, True

    def receiver():
        for number in range(ROUNDS):
            with buffer.lock:
                if buffer.receive:
                    got = buffer.remove()
                    assert got == number, f"received {got} instead of {number}"
                    buffer.send, buffer.receive = True, False

    threads = [threading.Thread(target=sender), threading.Thread(target=receiver)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
