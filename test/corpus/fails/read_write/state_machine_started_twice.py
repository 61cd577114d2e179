"""An enum state tested and then set: two threads both leave IDLE.

form: assertion
"""

import enum
import threading


class State(enum.Enum):
    IDLE = "idle"
    RUNNING = "running"


class Job:
    def __init__(self):
        self.state = State.IDLE
        self.runs = []

    def start(self, who):
        match self.state:
            case State.IDLE:
                self.state = State.RUNNING
                self.runs.append(who)
            case State.RUNNING:
                pass


def scenario():
    job = Job()
    threads = [threading.Thread(target=job.start, args=(who,)) for who in "ab"]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(job.runs) == 1, f"started by {job.runs}"
