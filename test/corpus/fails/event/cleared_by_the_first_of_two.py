"""Two workers share one event; the first clears it before the second wakes up to look.

form: deadlock
"""

import threading


def scenario():
    go = threading.Event()
    done = []

    def worker():
        while not go.is_set():
            go.wait()
        go.clear()
        done.append(1)

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for t in threads:
        t.start()
    go.set()
    for t in threads:
        t.join()
