"""`if work: work.popleft()` with two workers and one piece of work.

form: exception
"""

import threading
from collections import deque


def scenario():
    work = deque(["only one"])
    done = []

    def worker():
        if work:
            done.append(work.popleft())

    crew = [threading.Thread(target=worker) for _ in range(2)]
    for member in crew:
        member.start()
    for member in crew:
        member.join()
    assert done == ["only one"]
