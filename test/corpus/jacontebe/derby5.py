"""JaConTeBe derby5 (DERBY-5447): as derby1, at the level of the store alone: a page's exclusive release takes it off the container's list
while the container, locked by its close, walks that list and asks each page whether it is latched. Deadlock."""

import threading


def scenario():
    container_lock, page_lock = threading.RLock(), threading.RLock()
    observers = {"page"}
    latched = {"page": True}

    def is_latched(name):
        with page_lock:
            return latched[name]

    def close_container():
        with container_lock:
            for name in sorted(observers):
                if is_latched(name):
                    release_exclusive(name)

    def release_exclusive(name):
        with page_lock:
            latched[name] = False
            with container_lock:
                observers.discard(name)

    threads = [
        threading.Thread(target=release_exclusive, args=("page",)),
        threading.Thread(target=close_container),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not observers
