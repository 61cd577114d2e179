"""Makes a failing schedule readable: fewest switches first, then shortest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

Run = Callable[[list[int]], list[int] | None]
"""Tries a schedule leniently; the threads it really went through if it fails the same way, else None."""


def cost(turns: list[int]) -> tuple[int, int]:
    """Switches, then steps."""
    return (sum(1 for one, two in pairwise(turns) if one != two), len(turns))


def minimise(turns: list[int], run: Run, tries: int = 200) -> list[int]:
    """The cheapest failing schedule found in `tries` runs: stretches are dropped, joined with the thread's next
    stretch, or swapped with their neighbour, as long as that helps."""
    best = turns
    again = True
    while again:
        again = False
        for candidate in _neighbours(best):
            if tries <= 0:
                return best
            tries -= 1
            found = run(candidate)
            if found is not None and cost(found) < cost(best):
                best, again = found, True
                break
    return best


def _neighbours(turns: list[int]) -> Iterator[list[int]]:
    parts = [list(group) for _, group in groupby(turns)]
    for at in range(len(parts)):
        following = next((one for one in range(at + 1, len(parts)) if parts[one][0] == parts[at][0]), None)
        if following is not None:
            both = parts[at] + parts[following]
            yield _join([*parts[:at], both, *parts[at + 1 : following], *parts[following + 1 :]])
            yield _join([*parts[:at], *parts[at + 1 : following], both, *parts[following + 1 :]])
        yield _join([*parts[:at], *parts[at + 1 :]])
        if at + 1 < len(parts):
            yield _join([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]])


def _join(parts: list[list[int]]) -> list[int]:
    return [thread for part in parts for thread in part]
