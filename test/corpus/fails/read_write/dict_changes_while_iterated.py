"""A dict grows while another thread walks through it.

form: exception
"""

import threading


def scenario():
    sizes = {"a": 1, "b": 2}

    def total():
        for name in sizes:
            sizes[name]

    def grow():
        sizes["c"] = 3

    threads = [threading.Thread(target=total), threading.Thread(target=grow)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
