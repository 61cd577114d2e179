"""The program of twostage and twostage_100: writers set two values under two locks, one after the other, and a reader must see both."""

import threading


class Stages:
    def __init__(self):
        self.first_lock, self.second_lock = threading.Lock(), threading.Lock()
        self.first = self.second = 0

    def write(self):
        with self.first_lock:
            self.first = 1
        with self.second_lock:
            self.second = self.first + 1

    def read(self):
        with self.first_lock:
            if self.first == 0:
                return
            first = self.first
        with self.second_lock:
            second = self.second
        assert second == first + 1, f"the second stage is {second} after the first was {first}"


def twostage(writers):
    stages = Stages()
    threads = [threading.Thread(target=stages.write) for _ in range(writers)]
    threads.append(threading.Thread(target=stages.read))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
