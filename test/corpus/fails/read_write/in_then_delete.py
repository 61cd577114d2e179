"""The key is there when it is tested and gone when it is deleted.

form: exception
"""

import threading


def scenario():
    cache = {"k": 1}

    def drop():
        if "k" in cache:
            del cache["k"]

    threads = [threading.Thread(target=drop) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
