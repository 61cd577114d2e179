"""After SCTBench's stack: push is locked, the underflow test is not.

form: exception
"""

import threading


class Stack:
    def __init__(self):
        self.lock = threading.Lock()
        self.items = []

    def push(self, item):
        with self.lock:
            self.items.append(item)

    def pop(self):
        if not self.items:
            return None
        with self.lock:
            return self.items.pop()


def scenario():
    stack = Stack()
    stack.push("plate")
    threads = [threading.Thread(target=stack.pop) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
