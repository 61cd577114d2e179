"""The lost update, spelt with `getattr` and `setattr`.

form: assertion
"""

import threading


class Box:
    pass


def scenario():
    box = Box()
    box.value = 0

    def add():
        setattr(box, "value", getattr(box, "value") + 1)

    threads = [threading.Thread(target=add) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert box.value == 2
