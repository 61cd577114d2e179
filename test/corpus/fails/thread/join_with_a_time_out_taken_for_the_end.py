"""`join(timeout)` returns without saying whether the thread has ended.

form: assertion
"""

import threading
import time


def scenario():
    rows = []

    def load():
        time.sleep(2)
        rows.append("row")

    t = threading.Thread(target=load)
    t.start()
    t.join(timeout=1)
    assert rows == ["row"]
