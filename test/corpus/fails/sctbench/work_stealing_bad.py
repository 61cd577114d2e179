"""A work-stealing deque: owner and thief both take the last task.

form: assertion
"""

import threading


class Deque:
    def __init__(self, tasks):
        self.tasks = tasks
        self.head, self.tail = 0, len(tasks)

    def take(self):
        self.tail -= 1
        if self.head <= self.tail:
            return self.tasks[self.tail]
        self.tail += 1
        return None

    def steal(self):
        head = self.head
        if head < self.tail:
            self.head = head + 1
            return self.tasks[head]
        return None


def scenario():
    deque = Deque(["a", "b"])
    taken = []

    def owner():
        taken.extend(filter(None, [deque.take(), deque.take()]))

    def thief():
        task = deque.steal()
        if task is not None:
            taken.append(task)

    threads = [threading.Thread(target=owner), threading.Thread(target=thief)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(taken) == ["a", "b"], taken
