"""The program of wronglock, wronglock_1 and wronglock_3: one thread counts under the data's lock, the others under another one."""

import threading


class Data:
    def __init__(self):
        self.lock, self.other_lock = threading.Lock(), threading.Lock()
        self.value = 0

    def right(self):
        with self.lock:
            before = self.value
            self.value += 1
            assert self.value == before + 1, f"{before} became {self.value}"

    def wrong(self):
        with self.other_lock:
            self.value += 1


def wronglock(wrong):
    data = Data()
    threads = [threading.Thread(target=data.right)]
    threads += [threading.Thread(target=data.wrong) for _ in range(wrong)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
