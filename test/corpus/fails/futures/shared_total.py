"""Tasks of a pool add to one total.

form: assertion
"""

from concurrent.futures import ThreadPoolExecutor


class Total:
    def __init__(self):
        self.value = 0


def scenario():
    total = Total()

    def add(n):
        total.value += n

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, [1, 2]))
    assert total.value == 3
