"""JaConTeBe groovy6 (GROOVY-4292): a hash map without a lock is resized by two threads at once; one of them relinks a chain the other has
turned round, and the chain becomes a circle in which every later search runs for ever. The map is written out here, because Python's cannot
break like this."""

import threading


class Entry:
    def __init__(self, key, value, following):
        self.key = key
        self.value = value
        self.following = following


class ChainedMap:
    def __init__(self, buckets):
        self.table = [None] * buckets

    def put(self, key, value):
        bucket = key % len(self.table)
        self.table[bucket] = Entry(key, value, self.table[bucket])

    def resize(self):
        old = self.table
        new = [None] * (2 * len(old))
        for bucket in range(len(old)):
            entry = old[bucket]
            while entry is not None:
                following = entry.following
                place = entry.key % len(new)
                entry.following = new[place]
                new[place] = entry
                entry = following
        self.table = new

    def keys(self, limit):
        found = []
        for entry in self.table:
            while entry is not None:
                found.append(entry.key)
                assert len(found) <= limit, f"a chain has become a circle: {found}"
                entry = entry.following
        return found


def scenario():
    classes = ChainedMap(1)
    classes.put(0, "Object")
    classes.put(2, "String")
    threads = [threading.Thread(target=classes.resize) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    classes.keys(limit=8)
