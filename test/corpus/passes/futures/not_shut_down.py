"""A pool that nobody shuts down.

verdict: proved
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    pool = ThreadPoolExecutor(1)
    assert pool.submit(pow, 2, 3).result() == 8
