"""An exception at table costs nobody else the forks."""

from labkit.testing import Failure, Subject, expect, expect_equal
from standstill import STUCK

N = 3


def forks_come_back(subject: Subject, strategy: str) -> None:
    def cleared(seen: dict[str, list[object]]) -> None:
        expect(
            seen["heard"] == [True] * N,
            f"Table({N}, {strategy!r}): on_eat raised, and dine returned as if nothing had happened",
            expected="the exception leaves dine, after both forks were put back",
            actual="no exception",
            at="Table.dine",
        )
        expect_equal(seen["eaten"], [1, 2], "the philosophers who ate after 0 had spilled", at="Table.dine")

    def recognise(failure: Failure) -> str | None:
        return "m5" if failure.form in STUCK else None

    subject.explore(
        "dinner:spilling",
        cleared,
        claim="keeps a fork or a seat after an exception",
        schedules=200,
        kwargs={"n": N, "strategy": strategy},
        recognise=recognise,
        fair=strategy == "try",
    )
