"""A lock taken in one thread and released in another is allowed: a baton.

verdict: proved
"""

import threading


def scenario():
    baton = threading.Lock()
    baton.acquire()
    order = []

    def second():
        with baton:
            order.append("second")

    def first():
        order.append("first")
        baton.release()

    threads = [threading.Thread(target=second), threading.Thread(target=first)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert order == ["first", "second"]
