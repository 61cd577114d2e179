"""Makes a failing schedule readable: fewest switches first, then shortest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, groupby, pairwise

Run = Callable[[list[int]], list[int] | None]
"""Tries a schedule leniently; the threads it really went through if it fails the same way, else None."""

_LONG = 1_000
_MOST_STEPS = 400_000
_FEWEST = 12


def cost(turns: list[int]) -> tuple[int, int]:
    """Switches, then steps."""
    return (sum(1 for one, two in pairwise(turns) if one != two), len(turns))


def minimise(turns: list[int], run: Run, tries: int = 200) -> list[int]:
    """The cheapest failing schedule found in `tries` runs, fewer for schedules of many steps: the end is left open,
    stretches are dropped, joined with the thread's next stretch, or swapped with their neighbour, as long as that
    helps."""
    best = turns
    tries = min(tries, max(_FEWEST, _MOST_STEPS // (len(turns) + 1)))
    again = True
    while again:
        again = False
        for candidate in chain(_beginnings(best), _neighbours(best)):
            if tries <= 0:
                return best
            tries -= 1
            found = run(candidate)
            if found is not None and cost(found) < cost(best):
                best, again = found, True
                break
    return best


def _beginnings(turns: list[int]) -> Iterator[list[int]]:
    """For a long schedule, most of it a spin: an eighth of it, a quarter, half."""
    if len(turns) > _LONG:
        for part in (8, 4, 2):
            yield turns[: len(turns) // part]


def _neighbours(turns: list[int]) -> Iterator[list[int]]:
    parts = [list(group) for _, group in groupby(turns)]
    for at in range(len(parts)):
        following = next((one for one in range(at + 1, len(parts)) if parts[one][0] == parts[at][0]), None)
        if following is not None:
            between, rest = parts[at + 1 : following], parts[following + 1 :]
            yield _join([*parts[:at], parts[at] + parts[following], *between, *rest])
            yield _join([*parts[:at], *between, parts[at] + parts[following], *rest])
        yield _join([*parts[:at], *parts[at + 1 :]])
        if at + 1 < len(parts):
            yield _join([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]])


def _join(parts: list[list[int]]) -> list[int]:
    return [thread for part in parts for thread in part]
