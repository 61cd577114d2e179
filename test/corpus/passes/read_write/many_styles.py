"""A little of everything: closures, match, walrus, generators, slots, properties, all under one lock.

verdict: passed
"""

from __future__ import annotations

import enum
import threading
from abc import ABC, abstractmethod
from contextlib import ExitStack, suppress
from functools import partial, reduce
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(enum.Enum):
    PUT = enum.auto()
    TAKE = enum.auto()


class Store(ABC, Generic[T]):
    @abstractmethod
    def put(self, item: T) -> None: ...


class Shelf(Store[int]):
    __slots__ = ("_items", "lock")

    def __init__(self) -> None:
        self._items: list[int] = []
        self.lock = threading.RLock()

    def put(self, item: int) -> None:
        with self.lock:
            self._items.append(item)

    @property
    def total(self) -> int:
        with self.lock:
            return reduce(lambda a, b: a + b, self._items, 0)

    def __len__(self) -> int:
        return len(self._items)

    def each(self):
        with self.lock:
            yield from sorted(self._items)


def act(shelf: Shelf, kind: Kind, n: int) -> None:
    match kind, n:
        case Kind.PUT, int(value) if value >= 0:
            shelf.put(value)
        case Kind.TAKE, _:
            with ExitStack() as stack, suppress(IndexError):
                stack.enter_context(shelf.lock)
                while (size := len(shelf)) > 5:
                    shelf._items.pop(size - 1)


def scenario():
    shelf = Shelf()
    jobs = [partial(act, shelf, kind, n) for n, kind in enumerate((Kind.PUT, Kind.PUT, Kind.TAKE))]
    threads = [threading.Thread(target=job) for job in jobs]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert shelf.total == 1
    assert list(shelf.each()) == [0, 1]
    assert [*map(str, shelf.each())] == ["0", "1"]
