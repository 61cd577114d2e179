"""Double-checked locking that publishes the catalogue before its rows are in.

form: assertion
"""

import threading

lock = threading.Lock()
catalogue = None


def get():
    global catalogue
    if catalogue is None:
        with lock:
            if catalogue is None:
                catalogue = []
                catalogue.extend(["tea", "salt"])
    return catalogue


def scenario():
    sizes = []
    readers = [threading.Thread(target=lambda: sizes.append(len(get()))) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sizes == [2, 2]
