"""Two philosophers who share no fork eat at the same time."""

from labkit.testing import Failure, Subject, expect
from standstill import STUCK


def eat_apart(subject: Subject, strategy: str) -> None:
    def met(seen: dict[str, list[object]]) -> None:
        expect(
            seen["met"] == [True, True],
            f"Table(4, {strategy!r}): philosophers 0 and 2 share no fork, and one waited until the other had eaten",
            misconception="m4",
            expected="both eat at the same time",
            actual="never two at once",
            at="Table.dine",
        )

    def recognise(failure: Failure) -> str | None:
        return "m4" if failure.form in STUCK else None

    subject.explore(
        "dinner:apart",
        met,
        claim="makes 0 wait for 2, or 2 for 0",
        schedules=200,
        kwargs={"strategy": strategy},
        recognise=recognise,
        fair=strategy == "try",
    )
