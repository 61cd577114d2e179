"""A memo decorator that returns whatever was computed last.

form: assertion
"""

import functools
import threading


def remember_last(function):
    last = None

    @functools.wraps(function)
    def inner(n):
        nonlocal last
        last = function(n)
        return last

    return inner


@remember_last
def square(n):
    return n * n


def scenario():
    results = {}

    def ask(n):
        results[n] = square(n)

    threads = [threading.Thread(target=ask, args=(n,)) for n in (2, 3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert results == {2: 4, 3: 9}, results
