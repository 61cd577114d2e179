"""Who asks every second learns of what takes hours.

verdict: passed
"""

import threading
import time


def scenario():
    done = []

    def slow(hours):
        time.sleep(3600 * hours)
        done.append(hours)

    threads = [threading.Thread(target=slow, args=(hours,)) for hours in (3, 1, 2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(timeout=1.0)
    assert sorted(done) == [1, 2, 3], f"{done} were done"
