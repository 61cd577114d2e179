"""A listener is called under the lock and takes the lock of the other side.

form: deadlock
"""

import threading


class Topic:
    def __init__(self):
        self.lock = threading.Lock()
        self.listeners = []

    def publish(self, value):
        with self.lock:
            for listener in self.listeners:
                listener(value)

    def subscribe(self, listener):
        with self.lock:
            self.listeners.append(listener)


class Screen:
    def __init__(self, topic):
        self.lock = threading.Lock()
        self.topic = topic
        self.shown = None
        topic.subscribe(self.show)

    def show(self, value):
        with self.lock:
            self.shown = value

    def refresh(self):
        with self.lock:
            self.topic.subscribe(print)


def scenario():
    topic = Topic()
    screen = Screen(topic)
    threads = [threading.Thread(target=topic.publish, args=(1,)), threading.Thread(target=screen.refresh)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
