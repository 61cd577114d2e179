"""A task is cancelled or has run, never both.

verdict: passed
"""

from concurrent.futures import CancelledError, ThreadPoolExecutor


def scenario():
    ran = []
    with ThreadPoolExecutor(1) as pool:
        task = pool.submit(ran.append, 1)
        cancelled = task.cancel()
        try:
            task.result()
        except CancelledError:
            assert cancelled
    assert len(ran) == (0 if cancelled else 1)
