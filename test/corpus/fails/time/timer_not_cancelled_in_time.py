"""The timer may fire before it is cancelled.

form: assertion
"""

import threading
import time


def scenario():
    rung = []
    alarm = threading.Timer(0.1, rung.append, args=("ring",))
    alarm.start()
    time.sleep(0.1)
    alarm.cancel()
    alarm.join()
    assert not rung
