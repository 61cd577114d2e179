"""Results of a pool, in order and as completed.

verdict: passed
"""

from concurrent.futures import ThreadPoolExecutor, as_completed


def scenario():
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(abs, [-1, -2])) == [1, 2]
        futures = [pool.submit(pow, n, 2) for n in range(2)]
        assert sorted(f.result() for f in as_completed(futures)) == [0, 1]
