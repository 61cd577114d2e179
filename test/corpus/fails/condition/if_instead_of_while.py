"""The condition is tested once, with `if`.

form: exception
"""

import threading


def scenario():
    cond = threading.Condition()
    items = []

    def take():
        with cond:
            if not items:
                cond.wait()
            items.pop()

    def put():
        with cond:
            items.append(1)
            cond.notify_all()

    consumers = [threading.Thread(target=take, daemon=True) for _ in range(2)]
    for t in consumers:
        t.start()
    put()
    put()
    for t in consumers:
        t.join()
