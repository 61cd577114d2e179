"""Threads that add to one total, while another total keeps what it has."""

import threading
from typing import Any

from gil_probe import SharedTotal


def scenario(parts: list[list[int]], apart: int) -> dict[str, Any]:
    total, other = SharedTotal(), SharedTotal()
    other.add(apart)

    def add_all(numbers: list[int]) -> None:
        for number in numbers:
            total.add(number)

    threads = [
        threading.Thread(target=add_all, args=(numbers,), name=f"adder {place}")
        for place, numbers in enumerate(parts, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"value": total.value, "other": other.value}
