"""JaConTeBe derby1 (DERBY-4129): closing a container locks it and tells its observers, the pages, which lock themselves; releasing a page
locks the page and takes it off the container's observers. Deadlock."""

import threading


class Observed:
    def __init__(self):
        self.monitor = threading.RLock()
        self.observers = []

    def add(self, observer):
        with self.monitor:
            self.observers.append(observer)

    def drop(self, observer):
        with self.monitor:
            if observer in self.observers:
                self.observers.remove(observer)

    def tell(self):
        with self.monitor:
            told = list(self.observers)
        for observer in told:
            observer.update(self)


class Container(Observed):
    def __init__(self):
        super().__init__()
        self.open = True

    def close(self):
        with self.monitor:
            if self.open:
                self.open = False
                self.tell()


class Page:
    def __init__(self, container):
        self.monitor = threading.RLock()
        self.container = container
        self.latched = True
        container.add(self)

    def update(self, container):
        with self.monitor:
            latched = self.latched
        if latched:
            self.release()

    def release(self):
        with self.monitor:
            if self.latched:
                self.latched = False
                self.container.drop(self)


def scenario():
    container = Container()
    page = Page(container)
    commit = threading.Thread(target=container.close, name="commit")
    fetch = threading.Thread(target=page.release, name="fetch")
    commit.start()
    fetch.start()
    commit.join()
    fetch.join()
