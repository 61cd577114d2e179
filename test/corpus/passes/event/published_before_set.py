"""The value is stored before the event is set.

verdict: proved
"""

import threading


def scenario():
    ready = threading.Event()
    box = []

    def work():
        box.append(42)
        ready.set()

    t = threading.Thread(target=work)
    t.start()
    ready.wait()
    assert box == [42]
    t.join()
