"""A program known to be wrong. An engine that does not find its lost update has been tampered with."""

import threading


class Till:
    def __init__(self) -> None:
        self.coins = 0

    def drop(self) -> None:
        self.coins += 1


def scenario() -> None:
    till = Till()
    threads = [threading.Thread(target=till.drop) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert till.coins == 2, "a coin is lost"
