"""A bounded semaphore notices that one slot is given back twice.

form: exception
"""

import threading


def scenario():
    slots = threading.BoundedSemaphore(2)

    def work():
        slots.acquire()
        try:
            pass
        finally:
            slots.release()
        slots.release()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
