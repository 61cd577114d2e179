"""JaConTeBe log4j3 (bug 54325): one thread removes all appenders while another asks how many there are and fetches each by its index."""

import threading


class Appenders:
    def __init__(self, names):
        self.names = list(names)

    def remove_all(self):
        for name in list(self.names):
            self.names.remove(name)

    def append_loop(self, event):
        for index in range(len(self.names)):
            event.append(self.names[index])


def scenario():
    appenders = Appenders(["console", "file"])
    event = []
    threads = [
        threading.Thread(target=appenders.append_loop, args=(event,)),
        threading.Thread(target=appenders.remove_all),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
