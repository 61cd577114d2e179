"""acquire and release spelt out.

verdict: proved
"""

from threading import Lock, Thread

total = 0
guard = Lock()


def add(n):
    global total
    guard.acquire()
    try:
        total += n
    finally:
        guard.release()


def scenario():
    threads = [Thread(target=add, args=(n,)) for n in (1, 2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert total == 3
