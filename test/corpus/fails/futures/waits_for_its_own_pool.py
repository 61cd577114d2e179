"""A task waits for another task of the same pool of one.

form: deadlock
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    with ThreadPoolExecutor(max_workers=1) as pool:

        def outer():
            return pool.submit(lambda: 2).result() + 1

        assert pool.submit(outer).result() == 3
