"""A thread class whose threads start threads.

verdict: proved
"""

import threading


class Outer(threading.Thread):
    def run(self):
        self.result = []
        inner = threading.Thread(target=self.result.append, args=(1,))
        inner.start()
        inner.join()


def scenario():
    outer = Outer()
    outer.start()
    outer.join()
    assert outer.result == [1]
