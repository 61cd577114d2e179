"""The poller looks three times and then trusts that the work is done.

form: assertion
"""

import threading
import time


class Job:
    done = False

    def run(self):
        time.sleep(0.2)
        self.done = True


def scenario():
    job = Job()
    t = threading.Thread(target=job.run)
    t.start()
    for _ in range(3):
        if job.done:
            break
        time.sleep(0.1)
    assert job.done
    t.join()
