"""SCTBench chess/WorkStealQueue: the owner pushes and pops at the tail without a lock, a thief takes from the head under one. The slow
path of pop and push moves head and tail while a steal is under way, so that a task is taken twice or lost."""

import threading


class Task:
    def __init__(self):
        self.runs = 0

    def run(self):
        self.runs += 1


class WorkStealQueue:
    def __init__(self, size):
        self.lock = threading.Lock()
        self.head = self.tail = 0
        self.mask = size - 1
        self.tasks = [None] * size

    def steal(self):
        with self.lock:
            head = self.head
            self.head = head + 1
            if head < self.tail:
                return self.tasks[head & self.mask]
            self.head = head
            return None

    def pop(self):
        tail = self.tail - 1
        self.tail = tail
        if self.head <= tail:
            return self.tasks[tail & self.mask]
        self.tail = tail + 1
        return self.pop_slowly()

    def pop_slowly(self):
        with self.lock:
            found = None
            tail = self.tail - 1
            self.tail = tail
            if self.head <= tail:
                found = self.tasks[tail & self.mask]
            else:
                self.tail = tail + 1
            if self.head > tail:
                self.head = self.tail = 0
                found = None
            return found

    def push(self, task):
        tail = self.tail
        if tail < self.head + self.mask + 1:
            self.tasks[tail & self.mask] = task
            self.tail = tail + 1
        else:
            self.push_slowly(task)

    def push_slowly(self, task):
        with self.lock:
            head = self.head
            count = self.tail - head
            head &= self.mask
            self.head = head
            self.tail = head + count
            if count >= self.mask:
                self.tasks = [self.tasks[(head + n) & self.mask] for n in range(count)] + [None] * (2 * (self.mask + 1) - count)
                self.mask = len(self.tasks) - 1
                self.head = 0
                self.tail = count
            self.tasks[self.tail & self.mask] = task
            self.tail += 1


def scenario():
    tasks = [Task() for _ in range(4)]
    queue = WorkStealQueue(2)

    def thief():
        for _ in range(2):
            task = queue.steal()
            if task is not None:
                task.run()

    def owner():
        for pair in (tasks[:2], tasks[2:]):
            for task in pair:
                queue.push(task)
            popped = queue.pop()
            if popped is not None:
                popped.run()
        for _ in range(2):
            popped = queue.pop()
            if popped is not None:
                popped.run()

    threads = [threading.Thread(target=thief), threading.Thread(target=owner)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [task.runs for task in tasks] == [1, 1, 1, 1]
