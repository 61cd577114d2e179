"""`wait(..., FIRST_COMPLETED)` and then all results are expected.

form: assertion
"""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def scenario():
    with ThreadPoolExecutor(2) as pool:
        futures = {pool.submit(str, n) for n in range(2)}
        done, rest = wait(futures, return_when=FIRST_COMPLETED)
        assert not rest, f"{len(rest)} still running"
