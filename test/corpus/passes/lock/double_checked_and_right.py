"""Double-checked locking that publishes last.

verdict: proved
"""

import threading

lock = threading.Lock()
catalogue = None


def get():
    global catalogue
    if catalogue is None:
        with lock:
            if catalogue is None:
                rows = []
                rows.extend(["tea", "salt"])
                catalogue = rows
    return catalogue


def scenario():
    sizes = []
    readers = [threading.Thread(target=lambda: sizes.append(len(get()))) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sizes == [2, 2]
