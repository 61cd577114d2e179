"""The reader relies on being started late, not on being told.

form: exception
"""

import threading


class Service:
    def __init__(self):
        self.handlers = {}

    def install(self):
        self.handlers["ping"] = lambda: "pong"

    def handle(self, name):
        return self.handlers[name]()


def scenario():
    service = Service()
    setup = threading.Thread(target=service.install)
    call = threading.Thread(target=service.handle, args=("ping",))
    setup.start()
    call.start()
    setup.join()
    call.join()
