"""Three services call each other in a ring, each under its own lock.

form: deadlock
"""

import threading


class Service:
    def __init__(self, name):
        self.name = name
        self.lock = threading.Lock()
        self.neighbour = None

    def ping(self):
        with self.lock:
            self.neighbour.pong()

    def pong(self):
        with self.lock:
            pass


def scenario():
    ring = [Service(name) for name in "xyz"]
    for service, neighbour in zip(ring, ring[1:] + ring[:1]):
        service.neighbour = neighbour
    threads = [threading.Thread(target=service.ping, name=service.name) for service in ring]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
