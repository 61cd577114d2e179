"""SCTBench CS/stack_bad: one thread pushes ten times, the other pops ten times once a flag says that something was pushed; the flag is
never taken back, so a pop may find the stack empty.

Beyond the promise: more than 200 operations."""

import threading

SIZE = 10
UNDERFLOW = object()


class Stack:
    def __init__(self):
        self.lock = threading.Lock()
        self.cells = [None] * SIZE
        self.top = 0
        self.used = False

    def push(self, value):
        assert self.top < SIZE
        self.cells[self.top] = value
        self.top += 1

    def pop(self):
        if self.top == 0:
            return UNDERFLOW
        self.top -= 1
        return self.cells[self.top]


def scenario():
    stack = Stack()

    def pushing():
        for number in range(SIZE):
            with stack.lock:
                stack.push(number)
                stack.used = True

    def popping():
        for _ in range(SIZE):
            with stack.lock:
                if stack.used:
                    assert stack.pop() is not UNDERFLOW, "popped from an empty stack"

    threads = [threading.Thread(target=pushing), threading.Thread(target=popping)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
