"""JaConTeBe log4j4 (bug 38137): appenders and the dispatcher wait on one condition of one bounded buffer, and each wakes a single waiter. When an
appender wakes another appender instead of the dispatcher, all wait for ever."""

import threading


class Buffer:
    def __init__(self, size):
        self.size = size
        self.events = []
        self.changed = threading.Condition()

    def append(self, event):
        with self.changed:
            while len(self.events) == self.size:
                self.changed.wait()
            self.events.append(event)
            if len(self.events) == 1:
                self.changed.notify()

    def take(self):
        with self.changed:
            while not self.events:
                self.changed.wait()
            event = self.events.pop(0)
            if len(self.events) == self.size - 1:
                self.changed.notify()
            return event


def scenario():
    appenders, each = 2, 2
    buffer = Buffer(1)

    def append(who):
        for number in range(each):
            buffer.append((who, number))

    def dispatch():
        for _ in range(appenders * each):
            buffer.take()

    threads = [threading.Thread(target=append, args=(who,)) for who in range(appenders)]
    threads.append(threading.Thread(target=dispatch))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
