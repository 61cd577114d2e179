"""What the checks of this lab have in common: one dinner, and what a standstill shows about the way forks are taken."""

from collections.abc import Callable
from typing import Any

from labkit.testing import Blocked, Explored, Failure, Subject, expect, fail, shown

MEALS = 1
STUCK = ("deadlock", "livelock", "leak")


def waits_for_a_neighbour(one: Blocked) -> bool:
    """Whether this philosopher waits for something that another philosopher holds."""
    return one.held_by is not None and one.held_by.startswith("philosopher") and one.held_by != one.thread


def in_a_ring(failure: Failure) -> bool:
    """Whether every philosopher that is left waits for another one, and none for a word from the waiter."""
    waiting = [one for one in failure.blocked if one.thread.startswith("philosopher")]
    return bool(waiting) and all(waits_for_a_neighbour(one) for one in waiting)


def dinner(subject: Subject, strategy: str, recognise: Callable[[Failure], str | None]) -> None:
    """Everyone at the table eats, nobody beside a neighbour, and no interleaving stands still."""
    small = _served(subject, strategy, 3, 1000, recognise)  # the smallest ring with two different neighbours
    _served(subject, strategy, 5, 200, recognise)  # and one that a number written into the program does not fit
    shown(f"at a table for 3, {small.sentence}; at a table for 5, everyone ate")


def _served(
    subject: Subject, strategy: str, n: int, schedules: int, recognise: Callable[[Failure], str | None]
) -> Explored:
    called = f"Table({n}, {strategy!r})"

    def well_served(seen: dict[str, list[Any]]) -> None:
        for me, i in seen["misnamed"]:
            fail(
                f"{called}: dine({me}, ...) called on_eat({i!r})",
                expected=f"on_eat({me}), the number of the philosopher who eats",
                actual=f"on_eat({i!r})",
                at="Table.dine",
            )
        for pair in seen["beside"]:
            one, two = sorted(pair)
            fail(
                f"{called}: philosophers {one} and {two} are neighbours and ate at the same time",
                misconception="m7",
                expected="one fork lies between them, so one of them waits",
                actual="both had it",
                at="Table.dine",
            )
        wanted = [MEALS] * n
        expect(
            seen["meals"] == wanted,
            f"{called}: dine(i, {MEALS}, on_eat) called on_eat {seen['meals']} times for the philosophers in turn",
            expected=str(wanted),
            actual=str(seen["meals"]),
            at="Table.dine",
            details=["dine returns when its philosopher has eaten `meals` times, not earlier and not hungry."],
        )

    return subject.explore(
        "dinner",
        well_served,
        claim="stands still",
        schedules=schedules,
        kwargs={"n": n, "strategy": strategy, "meals": MEALS},
        recognise=recognise,
        relies_on_time=True,  # a pause in place of an order is no order
        fair=strategy == "try",
    )
