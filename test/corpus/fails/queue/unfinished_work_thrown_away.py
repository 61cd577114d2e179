"""The consumer stops as soon as the queue is empty, not when the producer is done.

form: assertion
"""

import threading
from queue import Empty, SimpleQueue


def scenario():
    pipe = SimpleQueue()
    got = []

    def produce():
        for n in range(2):
            pipe.put(n)

    def consume():
        while True:
            try:
                got.append(pipe.get_nowait())
            except Empty:
                return

    producer = threading.Thread(target=produce)
    consumer = threading.Thread(target=consume)
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
    assert got == [0, 1]
