"""JaConTeBe groovy2 (GROOVY-4736): two compilations deadlock between a lock of the program, on a class node that is completed lazily, and the
lock that the runtime itself takes while it loads a class. Here the runtime's lock is a lock of a loader object."""

import threading


class Runtime:
    """Loading a class takes the loader's lock, and completing its node on the way takes the node's."""

    def __init__(self):
        self.loader_lock = threading.RLock()
        self.fields = {}

    def for_name(self, cache, name):
        with self.loader_lock:
            cache.resolve(name)
            self.fields.setdefault(name, [])

    def declared_fields(self, name):
        with self.loader_lock:
            return self.fields.get(name, [])


class NodeCache:
    def __init__(self, runtime):
        self.map_lock = threading.RLock()
        self.runtime = runtime
        self.nodes = {}

    def resolve(self, name):
        with self.map_lock:
            self.nodes.setdefault(name, "resolved")

    def complete(self, name):
        with self.map_lock:
            self.nodes[name] = self.runtime.declared_fields(name)


def scenario():
    runtime = Runtime()
    cache = NodeCache(runtime)
    threads = [
        threading.Thread(target=runtime.for_name, args=(cache, "Script")),
        threading.Thread(target=cache.complete, args=("Script",)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
