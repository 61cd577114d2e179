"""A callback takes the lock that its thread holds already: it runs at once when the future is done.

form: deadlock
"""

import threading
from concurrent.futures import ThreadPoolExecutor


class Board:
    def __init__(self):
        self.lock = threading.Lock()
        self.results = []

    def note(self, future):
        with self.lock:
            self.results.append(future.result())

    def submit(self, pool, n):
        with self.lock:
            pool.submit(abs, n).add_done_callback(self.note)


def scenario():
    board = Board()
    with ThreadPoolExecutor(1) as pool:
        board.submit(pool, -1)
    assert board.results == [1]
