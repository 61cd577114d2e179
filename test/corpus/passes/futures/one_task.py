"""A pool of one with one task is small enough for a proof.

verdict: proved
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(pow, 2, 5).result() == 32
