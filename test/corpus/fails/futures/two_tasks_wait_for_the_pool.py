"""With two workers the pool is only full when both outer tasks run at once.

form: deadlock
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    pool = ThreadPoolExecutor(2)

    def inner(n):
        return n + 1

    def outer(n):
        return pool.submit(inner, n).result()

    first, second = pool.submit(outer, 1), pool.submit(outer, 2)
    assert (first.result(), second.result()) == (2, 3)
    pool.shutdown()
