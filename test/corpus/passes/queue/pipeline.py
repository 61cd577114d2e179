"""Three stages, end marks passed on.

verdict: passed
"""

import queue
import threading


def stage(work, inbox, outbox):
    while (item := inbox.get()) is not None:
        outbox.put(work(item))
    outbox.put(None)


def scenario():
    first, second, third = queue.Queue(), queue.Queue(1), queue.Queue()
    threads = [
        threading.Thread(target=stage, args=(lambda n: n + 1, first, second)),
        threading.Thread(target=stage, args=(lambda n: n * 2, second, third)),
    ]
    for t in threads:
        t.start()
    for n in (1, 2, None):
        first.put(n)
    assert list(iter(third.get, None)) == [4, 6]
    for t in threads:
        t.join()
