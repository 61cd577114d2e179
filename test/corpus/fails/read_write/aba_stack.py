"""A lock-free stack: compare-and-set sees the same top node again, with other nodes below it (ABA).

form: assertion
"""

import threading


class Node:
    def __init__(self, name, below):
        self.name = name
        self.below = below


class Stack:
    def __init__(self):
        self._guard = threading.Lock()
        self.top = None

    def compare_and_set(self, expected, new):
        with self._guard:
            if self.top is expected:
                self.top = new
                return True
            return False

    def pop(self):
        while True:
            top = self.top
            if top is None:
                return None
            if self.compare_and_set(top, top.below):
                return top

    def push(self, node):
        while True:
            node.below = self.top
            if self.compare_and_set(node.below, node):
                return


def scenario():
    stack = Stack()
    for name in "cba":
        stack.push(Node(name, None))
    popped = []

    def slow():
        popped.append(stack.pop().name)

    def busy():
        first = stack.pop()
        popped.append(stack.pop().name)
        stack.push(first)

    threads = [threading.Thread(target=slow), threading.Thread(target=busy)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    while (node := stack.pop()) is not None:
        popped.append(node.name)
    assert sorted(popped) == ["a", "b", "c"], popped
