"""A value is used before the other thread has set it.

form: assertion
"""

import threading


class Service:
    def __init__(self):
        self.connection = None

    def connect(self):
        self.connection = "open"


def scenario():
    service = Service()
    t = threading.Thread(target=service.connect)
    t.start()
    assert service.connection is not None
    t.join()
