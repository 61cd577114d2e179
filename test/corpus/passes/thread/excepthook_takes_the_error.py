"""`threading.excepthook` takes the error of a thread.

verdict: proved
"""

import threading


def scenario():
    caught = []
    threading.excepthook = lambda args: caught.append(args.exc_type)
    t = threading.Thread(target=lambda: 1 / 0)
    t.start()
    t.join()
    assert caught == [ZeroDivisionError]
