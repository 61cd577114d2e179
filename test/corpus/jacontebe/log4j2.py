"""JaConTeBe log4j2 (bug 41214): a logger locks the logger of a category, then the appender, and while the appender renders an object, the
object logs to the root logger itself. Another thread logs to the root first and wants the appender. Deadlock."""

import threading


class Appender:
    def __init__(self):
        self.monitor = threading.RLock()
        self.lines = []

    def append(self, message):
        with self.monitor:
            self.lines.append(str(message))


class Logger:
    def __init__(self, appender):
        self.monitor = threading.RLock()
        self.appender = appender

    def info(self, message):
        with self.monitor:
            self.appender.append(message)


class Talkative:
    """Logs while it is turned into text."""

    def __init__(self, root):
        self.root = root

    def __str__(self):
        self.root.info("being rendered")
        return "talkative"


def scenario():
    appender = Appender()
    root, logger = Logger(appender), Logger(appender)
    threads = [
        threading.Thread(target=logger.info, args=(Talkative(root),)),
        threading.Thread(target=root.info, args=("plain",)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(appender.lines) == 3
