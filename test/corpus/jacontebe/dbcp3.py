"""JaConTeBe dbcp3 (DBCP-369): the registry of data sources is iterated under a lock to find a free key, and removed from without one. The
map changes under the iteration."""

import threading


class Registry:
    def __init__(self):
        self.lock = threading.Lock()
        self.instances = {}

    def register(self, source):
        with self.lock:
            highest = 0
            for key in self.instances:
                highest = max(highest, int(key))
            self.instances[str(highest + 1)] = source

    def remove(self, key):
        self.instances.pop(key, None)


def scenario():
    registry = Registry()
    for name in ("orders", "stock", "users"):
        registry.register(name)
    threads = [
        threading.Thread(target=registry.register, args=("mail",)),
        threading.Thread(target=registry.remove, args=("2",)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
