"""Callbacks, `wait` and results under a lock.

verdict: passed
"""

import threading
from concurrent.futures import ThreadPoolExecutor, wait


def scenario():
    lock, names = threading.Lock(), []

    def note(future):
        with lock:
            names.append(future.result())

    with ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
        futures = [pool.submit(str.upper, name) for name in ("eva", "udo")]
        for future in futures:
            future.add_done_callback(note)
        done, rest = wait(futures)
        assert not rest
    assert sorted(names) == ["EVA", "UDO"]
