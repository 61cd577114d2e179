"""The end mark is put by the main thread before the producer has put its work.

form: assertion
"""

import queue
import threading


def scenario():
    lines = queue.Queue()
    seen = []

    def produce():
        lines.put("a")
        lines.put("b")

    def consume():
        for line in iter(lines.get, None):
            seen.append(line)

    producer, consumer = threading.Thread(target=produce), threading.Thread(target=consume)
    producer.start()
    consumer.start()
    lines.put(None)
    consumer.join()
    producer.join()
    assert seen == ["a", "b"]
