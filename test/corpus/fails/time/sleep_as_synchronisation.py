"""A sleep stands in for a join.

form: assertion
"""

import threading
import time


def scenario():
    result = []

    def work():
        time.sleep(0.1)
        result.append(1)

    t = threading.Thread(target=work)
    t.start()
    time.sleep(0.2)
    assert result == [1]
    t.join()
