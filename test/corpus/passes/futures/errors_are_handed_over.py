"""An error in a task comes out of `result`.

verdict: passed
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    with ThreadPoolExecutor(max_workers=2) as pool:
        future = pool.submit(int, "x")
        try:
            future.result()
        except ValueError as error:
            assert "invalid literal" in str(error)
        else:
            raise AssertionError("no error came out")
