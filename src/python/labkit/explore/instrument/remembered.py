"""What was found out about classes, kept for the next time it is asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")
_MOST = 1_000


class Remembered(dict[Key, Found]):
    """`remembered[key]` is `find(key)`. Forgets all when it has grown large: a program with state in its modules makes
    its classes anew in each schedule, and they would be kept alive."""

    def __init__(self, find: Callable[[Key], Found]) -> None:
        self._find = find

    def __missing__(self, key: Key) -> Found:
        if len(self) >= _MOST:
            self.clear()
        found = self[key] = self._find(key)
        return found
