"""SCTBench safestack (bug1): a lock-free stack of three items in an array, linked by indices, meant to be safe from ABA by taking an item's
link out while it is popped. With three threads it is not: an item goes to two of them. Compare-and-swap and the like are a lock here, because
Python has none.

Beyond the promise: more than 200 operations, depth more than 3."""

import threading


class Atomic:
    def __init__(self, value):
        self.lock = threading.Lock()
        self.value = value

    def exchange(self, new):
        with self.lock:
            old, self.value = self.value, new
            return old

    def compare_exchange(self, expected, new):
        with self.lock:
            if self.value != expected:
                return False
            self.value = new
            return True

    def add(self, amount):
        with self.lock:
            self.value += amount


class SafeStack:
    def __init__(self, size):
        self.head = Atomic(0)
        self.count = Atomic(size)
        self.following = [Atomic(n + 1) for n in range(size - 1)] + [Atomic(-1)]
        self.owner = [None] * size

    def pop(self):
        while self.count.value > 1:
            head = self.head.value
            following = self.following[head].exchange(-1)
            if following >= 0:
                if self.head.compare_exchange(head, following):
                    self.count.add(-1)
                    return head
                self.following[head].exchange(following)
        return -1

    def push(self, index):
        while True:
            head = self.head.value
            self.following[index].value = head
            if self.head.compare_exchange(head, index):
                break
        self.count.add(1)


def scenario():
    stack = SafeStack(3)

    def use(name):
        for _ in range(2):
            taken = stack.pop()
            while taken < 0:
                taken = stack.pop()
            stack.owner[taken] = name
            assert stack.owner[taken] == name, f"item {taken} belongs to two threads"
            stack.push(taken)

    threads = [threading.Thread(target=use, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
