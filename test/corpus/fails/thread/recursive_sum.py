"""Threads start threads, all add to one object.

form: assertion
"""

import threading


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children


class Sum:
    total = 0


def add(tree, result):
    threads = [threading.Thread(target=add, args=(child, result)) for child in tree.children]
    for t in threads:
        t.start()
    result.total += tree.value
    for t in threads:
        t.join()


def scenario():
    result = Sum()
    add(Tree(1, Tree(2), Tree(3)), result)
    assert result.total == 6, result.total
