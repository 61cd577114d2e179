"""SCTBench CS/arithmetic_prog_bad: a producer and a consumer in lockstep by two conditions; the consumer adds up 0 to N. The sum is
right, and the assertion denies it: it fails in every run that ends."""

import threading

N = 3


class Progress:
    def __init__(self):
        lock = threading.Lock()
        self.empty = threading.Condition(lock)
        self.full = threading.Condition(lock)
        self.pending = 0
        self.total = 0
        self.finished = False

    def produce(self):
        for _ in range(N):
            with self.empty:
                while self.pending > 0:
                    self.empty.wait()
                self.pending += 1
                self.full.notify()

    def consume(self):
        for term in range(N):
            with self.full:
                while self.pending == 0:
                    self.full.wait()
                self.total += term
                self.pending -= 1
                self.empty.notify()
        self.total += N
        self.finished = True


def scenario():
    progress = Progress()
    producer = threading.Thread(target=progress.produce)
    consumer = threading.Thread(target=progress.consume)
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
    if progress.finished:
        assert progress.total != N * (N + 1) // 2
