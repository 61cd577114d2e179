"""A thread polls a lock that its holder gives back only when the poller has said so.

form: livelock
"""

import threading


def scenario():
    lock = threading.Lock()
    state = {"asked": False}

    def holder():
        with lock:
            while not state["asked"]:
                pass

    def poller():
        while not lock.acquire(blocking=False):
            pass
        state["asked"] = True
        lock.release()

    threads = [threading.Thread(target=holder), threading.Thread(target=poller)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
