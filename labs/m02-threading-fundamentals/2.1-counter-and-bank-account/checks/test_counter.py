"""Step 1: the counter loses no increment and hands out no number twice."""

from __future__ import annotations

from typing import Any

from labkit.testing import Failure, Subject, expect, expect_equal, show, shown
from recognised import recognise

AMOUNTS = [3, 5]


def test_one_thread_counts(subject: Subject) -> None:
    amounts = [None, 4, None, 10]

    def holds(seen: Any) -> None:
        expect_equal(seen[0], 0, "the value of a new counter", at="ThreadSafeCounter.value")
        total = 0
        for place, n in enumerate(amounts):
            call = f"increment({'' if n is None else n}) on a counter at {total}"
            total += 1 if n is None else n
            answer, value = seen[1 + 2 * place : 3 + 2 * place]
            expect_equal(answer, total, f"{call} returns", at="ThreadSafeCounter.increment")
            expect_equal(value, total, f"the value after {call}", at="ThreadSafeCounter.value")

    subject.explore("counting:alone", holds, claim="has a single thread miscount", kwargs={"amounts": amounts})
    shown("by one thread it counts: increment() adds 1, increment(n) adds n, both return the new value")


def test_no_increment_is_lost(subject: Subject) -> None:
    subject.explore(
        "counting", nothing_lost, claim="loses an increment", kwargs={"amounts": AMOUNTS}, recognise=recognise,
        relies_on_time=True,
    )  # fmt: skip


def test_no_value_is_returned_twice(subject: Subject) -> None:
    subject.explore(
        "counting", one_after_the_other, claim="returns a value that no call made", kwargs={"amounts": AMOUNTS},
        recognise=recognise_answers, relies_on_time=True,
    )  # fmt: skip


def nothing_lost(seen: Any) -> None:
    value = seen["value"]
    expect(
        type(value) is int and value == sum(AMOUNTS),
        f"increment(3) and increment(5) at the same time left the counter at {show(value, 60)}: expected 8",
        expected="8",
        actual=show(value, 60),
        at="ThreadSafeCounter.increment",
    )


def one_after_the_other(seen: Any) -> None:
    """The answers are those of the two calls in one order or the other."""
    three, five = seen["answers"]
    said = f"increment(3) returned {show(three, 60)} and increment(5) returned {show(five, 60)}"
    told = "Whichever call comes first returns its own amount, and the other one returns 8."
    expect(
        (three, five) in ((3, 8), (8, 5)),
        f"{said}: two customers hold the same number" if three == five else said,
        expected="3 and 8, or 8 and 5",
        actual=f"{show(three, 60)} and {show(five, 60)}",
        at="ThreadSafeCounter.increment",
        details=[told],
    )


def recognise_answers(failure: Failure) -> str | None:
    """Where the value is right and only an answer is wrong, it was read when others could have counted on."""
    right = isinstance(failure.seen, dict) and failure.seen["value"] == sum(AMOUNTS)
    if right and failure.seen["answers"] == [8, 8]:
        return "m6"
    return recognise(failure)
