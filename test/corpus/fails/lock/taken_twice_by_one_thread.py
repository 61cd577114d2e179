import threading


def scenario():
    lock = threading.Lock()
    with lock:
        with lock:
            pass
