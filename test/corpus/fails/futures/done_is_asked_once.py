"""A task that is not done yet is taken for one that has no result.

form: assertion
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(lambda n: n * n, n) for n in (1, 2)]
        total = sum(task.result() for task in tasks if task.done())
    assert total == 5
