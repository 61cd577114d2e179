"""JaConTeBe groovy1 (GROOVY-3495): a class loader looks whether a class is loaded and then defines it; two threads that load the same class
both find it missing, and the second definition is an error."""

import threading


class DuplicateDefinition(Exception):
    pass


class RootLoader:
    def __init__(self):
        self.monitor = threading.Lock()
        self.loaded = {}

    def find_loaded(self, name):
        with self.monitor:
            return self.loaded.get(name)

    def define(self, name):
        with self.monitor:
            if name in self.loaded:
                raise DuplicateDefinition(name)
            self.loaded[name] = type(name, (), {})
            return self.loaded[name]

    def load(self, name):
        return self.find_loaded(name) or self.define(name)


def scenario():
    loader = RootLoader()
    threads = [threading.Thread(target=loader.load, args=("Bindable",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
