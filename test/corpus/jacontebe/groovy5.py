"""JaConTeBe groovy5 (GROOVY-6068): each task puts its own stream in place of the standard one, works and puts back what it found. Two tasks
that overlap leave a stream of theirs in place."""

import threading


class System:
    def __init__(self):
        self.stdin = "console"


class Builder:
    def __init__(self, system):
        self.system = system

    def node_completed(self, task):
        saved = self.system.stdin
        if not saved.startswith("demux"):
            self.system.stdin = f"demux of {task}"
        try:
            self.perform(task)
        finally:
            self.system.stdin = saved

    def perform(self, task):
        pass


def scenario():
    system = System()
    builder = Builder(system)
    threads = [threading.Thread(target=builder.node_completed, args=(task,)) for task in ("copy", "jar")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert system.stdin == "console", f"standard input stays {system.stdin}"
