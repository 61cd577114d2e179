"""Numbers that ask a server before they are multiplied, so that the judge sees who computes at the same time."""

from typing import Any
from urllib.request import urlopen

import overlap


class Asking(int):
    """A number that computes when the page at `url` has been answered."""

    url: str

    def __new__(cls, value: int, url: str) -> "Asking":
        made = super().__new__(cls, value)
        made.url = url
        return made

    def _ask(self) -> None:
        with urlopen(self.url) as answered:
            answered.read()

    def __mul__(self, other: int) -> int:
        self._ask()
        return int.__mul__(self, other)

    def __rmul__(self, other: int) -> int:
        self._ask()
        return int.__mul__(self, other)

    def __pow__(self, power: int, modulo: int | None = None) -> int:
        self._ask()
        return int.__pow__(self, power, modulo)


def scenario(numbers: list[int], url: str) -> Any:
    return overlap.calc_threads([Asking(number, url) for number in numbers])
