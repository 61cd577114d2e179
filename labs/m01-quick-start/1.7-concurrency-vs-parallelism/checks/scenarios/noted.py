"""Numbers that note which thread computes with them."""

import threading

import overlap


class Noted(int):
    """A number that adds the name of the thread to `notes` when it is multiplied."""

    notes: list[str]

    def __new__(cls, value: int, notes: list[str]) -> "Noted":
        made = super().__new__(cls, value)
        made.notes = notes
        return made

    def __mul__(self, other: int) -> int:
        self.notes.append(threading.current_thread().name)
        return int.__mul__(self, other)

    def __rmul__(self, other: int) -> int:
        self.notes.append(threading.current_thread().name)
        return int.__mul__(self, other)

    def __pow__(self, power: int, modulo: int | None = None) -> int:
        self.notes.append(threading.current_thread().name)
        return int.__pow__(self, power, modulo)


def scenario(numbers: list[int]) -> list[str]:
    notes: list[str] = []
    overlap.calc_threads([Noted(number, notes) for number in numbers])
    return list(notes)
