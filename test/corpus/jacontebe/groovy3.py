"""JaConTeBe groovy3 (GROOVY-5198): a cache entry is published before its second field is set, and a reader that finds the first one takes the
entry for complete. In the original the compiler or processor swaps the two stores; here they are in the wrong order in the text."""

import threading


class CacheEntry:
    def __init__(self):
        self.params = None
        self.method = None


class MethodIndex:
    def __init__(self):
        self.cached = None

    def retrieve(self, params):
        entry = self.cached
        if entry is not None and entry.params == params:
            return entry.method
        entry = CacheEntry()
        entry.params = params
        self.cached = entry
        entry.method = "valueOf"
        return entry.method


def scenario():
    index = MethodIndex()

    def call():
        assert index.retrieve(("str",)) is not None, "no signature of the method is applicable"

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
