"""An error between acquire and release loses a slot for good.

form: deadlock
"""

import threading


def scenario():
    slots = threading.Semaphore(1)

    def work(bad):
        slots.acquire()
        try:
            if bad:
                raise ValueError("bad row")
        except ValueError:
            return
        slots.release()

    threads = [threading.Thread(target=work, args=(bad,)) for bad in (True, False)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
