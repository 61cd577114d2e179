"""JaConTeBe log4j1 (bug 44032): the text of an exception is made on first use: the list is stored while it is still empty of content, and a
second thread returns it as it is."""

import threading


class ThrowableInformation:
    def __init__(self, trace):
        self.trace = trace
        self.lines = None

    def text(self):
        if self.lines is not None:
            return list(self.lines)
        traced = self.trace.split("|")
        self.lines = [None] * len(traced)
        for number, line in enumerate(traced):
            self.lines[number] = line
        return self.lines


def scenario():
    information = ThrowableInformation("ValueError|at work")

    def log():
        for line in information.text():
            line.strip()

    threads = [threading.Thread(target=log) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
