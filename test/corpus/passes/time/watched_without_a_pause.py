"""Who asks without a pause keeps nobody from waking up.

verdict: passed
"""

import threading
import time


def scenario():
    stop = threading.Event()

    def watch():
        while not stop.is_set():
            pass

    watcher = threading.Thread(target=watch)
    watcher.start()
    time.sleep(0.5)
    stop.set()
    watcher.join()
