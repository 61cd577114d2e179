"""Callbacks run in the order of finishing, not of submitting.

form: assertion
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    finished = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for n in range(2):
            future = pool.submit(lambda n=n: n)
            future.add_done_callback(lambda f: finished.append(f.result()))
    assert finished == [0, 1]
