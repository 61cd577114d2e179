"""Threads that add to one total."""

import threading

from gil_probe import SharedTotal


def scenario(parts: list[list[int]]) -> int:
    total = SharedTotal()

    def add_all(*numbers: int) -> None:
        for number in numbers:
            total.add(number)

    first = threading.Thread(target=add_all, args=tuple(parts[0]), name="first adder")
    second = threading.Thread(target=add_all, args=tuple(parts[1]), name="second adder")
    first.start()
    second.start()
    first.join()
    second.join()
    return total.value
