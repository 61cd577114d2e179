"""`as_completed` gives futures as they finish.

form: assertion
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def scenario():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(pow, n, 2) for n in (2, 3)]
        squares = [future.result() for future in as_completed(futures)]
    assert squares == [4, 9]
