"""JaConTeBe log4j5 (bug 50463): the dispatcher of an asynchronous appender dies of an exception in what it calls. Those who find the buffer full
wait for ever for a dispatcher that is gone."""

import threading


class BrokenAppender:
    def append(self, event):
        raise RuntimeError(f"cannot append {event}")


class AsyncAppender:
    def __init__(self, size, target):
        self.size = size
        self.target = target
        self.events = []
        self.changed = threading.Condition()
        self.failure = None

    def append(self, event):
        with self.changed:
            while len(self.events) == self.size:
                self.changed.wait()
            self.events.append(event)
            self.changed.notify_all()

    def dispatch(self):
        try:
            for _ in range(3):
                with self.changed:
                    while not self.events:
                        self.changed.wait()
                    event = self.events.pop(0)
                    self.changed.notify_all()
                self.target.append(event)
        except RuntimeError as error:
            self.failure = error


def scenario():
    appender = AsyncAppender(1, BrokenAppender())

    def fill():
        for event in range(3):
            appender.append(event)

    threads = [threading.Thread(target=appender.dispatch), threading.Thread(target=fill)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
