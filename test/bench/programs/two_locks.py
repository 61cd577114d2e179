import threading


class Accounts:
    def __init__(self):
        self.first, self.second = threading.Lock(), threading.Lock()
        self.moved = 0

    def move(self):
        with self.first, self.second:
            self.moved += 1


def scenario():
    accounts = Accounts()
    threads = [threading.Thread(target=accounts.move) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return accounts.moved
