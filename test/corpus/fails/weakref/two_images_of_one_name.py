"""A weak cache that looks and then fills: two threads load the same image twice.

form: assertion
"""

import threading
import weakref


class Image:
    def __init__(self, name):
        self.name = name


cache = weakref.WeakValueDictionary()


def load(name):
    if name not in cache:
        image = Image(name)
        cache[name] = image
        return image
    return cache[name]


def scenario():
    loaded = []
    threads = [threading.Thread(target=lambda: loaded.append(load("logo"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded[0] is loaded[1]
