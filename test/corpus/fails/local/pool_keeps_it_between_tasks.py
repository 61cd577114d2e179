"""A pool's thread keeps its local from the task before.

form: assertion
"""

import threading
from concurrent.futures import ThreadPoolExecutor

current = threading.local()


def login(name):
    current.user = name


def who():
    return getattr(current, "user", None)


def scenario():
    with ThreadPoolExecutor(1) as pool:
        pool.submit(login, "eva").result()
        assert pool.submit(who).result() is None, "somebody else's session"
