"""Lazy builtins over lists that nobody changes meanwhile.

verdict: passed
"""

import threading


def scenario():
    names, ages, seen = ["eva", "udo"], [3, 4], []
    lock = threading.Lock()

    def walk():
        for n, (name, age) in enumerate(zip(names, ages)):
            with lock:
                seen.append((n, name, age))

    threads = [threading.Thread(target=walk), threading.Thread(target=lambda: list(reversed(names)))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert seen == [(0, "eva", 3), (1, "udo", 4)]
