"""`notify` outside the `with`.

form: exception
"""

import threading


def scenario():
    cond = threading.Condition()
    t = threading.Thread(target=lambda: cond.notify())
    t.start()
    t.join()
