"""A linked list pushes at its head without a lock.

form: assertion
"""

import threading


class Link:
    def __init__(self, value, after):
        self.value, self.after = value, after


class Chain:
    def __init__(self):
        self.head = None

    def push(self, value):
        self.head = Link(value, self.head)

    def __iter__(self):
        link = self.head
        while link:
            yield link.value
            link = link.after


def scenario():
    chain = Chain()
    threads = [threading.Thread(target=chain.push, args=(n,)) for n in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(chain) == [0, 1]
