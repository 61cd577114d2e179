"""An RLock released more often than it was taken.

form: exception
"""

import threading


def scenario():
    lock = threading.RLock()

    def work():
        with lock:
            lock.acquire()
            lock.release()
        lock.release()

    t = threading.Thread(target=work)
    t.start()
    t.join()
