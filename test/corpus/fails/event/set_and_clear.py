"""An event is set and cleared before the waiter looks.

form: deadlock
"""

import threading


def scenario():
    ready = threading.Event()
    seen = []

    def wait():
        ready.wait()
        seen.append(ready.is_set())

    t = threading.Thread(target=wait)
    t.start()
    ready.set()
    ready.clear()
    t.join()
    assert seen == [True]
