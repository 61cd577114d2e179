"""JaConTeBe derby4 (DERBY-764): changing a jar locks the class loader and then asks the lock set for the class-loader lock; unlocking a group
locks the lock set and tells the class loader, which locks itself. Deadlock."""

import threading


class LockSet:
    def __init__(self):
        self.monitor = threading.RLock()
        self.held = {}

    def lock_object(self, group, target):
        with self.monitor:
            self.held.setdefault(group, []).append(target)

    def unlock_group(self, group):
        with self.monitor:
            for target in self.held.pop(group, ()):
                target.unlock_event()


class ClassLoader:
    def __init__(self, locks):
        self.monitor = threading.RLock()
        self.locks = locks
        self.needs_reload = False

    def modify_jar(self):
        with self.monitor:
            self.locks.lock_object("jar change", self)

    def unlock_event(self):
        with self.monitor:
            self.needs_reload = True


def scenario():
    locks = LockSet()
    loader = ClassLoader(locks)
    locks.lock_object("reader", loader)
    threads = [
        threading.Thread(target=loader.modify_jar),
        threading.Thread(target=locks.unlock_group, args=("reader",)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
