"""Step 2: a worker that stops when told, and not before its work is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from labkit.testing import Failure, Subject, expect, expect_equal, show, shown

ITEMS = ["rye", "spelt"]


def complete(at: str, items: Sequence[str] = ITEMS) -> Callable[[Any], None]:
    """What must hold when the worker has ended: every item handled once, in order, and counted."""

    def holds(seen: Any) -> None:
        handled, processed = seen["handled"], seen["processed"]
        missing = [one for one in items if one not in handled]
        expect(
            not missing,
            f"put before stop: {', '.join(items)}; not handled when the worker ended: {', '.join(missing)}",
            misconception="m7",
            expected=show(list(items)),
            actual=show(handled),
            at=at,
            details=["Stop means: nothing more comes. What is there already is still owed."],
        )
        expect_equal(handled, list(items), "what the worker handled, in the order it was put", at=at)
        expect_equal(processed, len(items), "processed after join", at="StoppableWorker.run")

    return holds


def hangs(failure: Failure) -> str | None:
    return "m8" if failure.form in ("deadlock", "leak") else None


def test_what_was_put_is_handled(subject: Subject) -> None:
    holds = complete("StoppableWorker.run")
    found = subject.explore(
        "working:shift", holds, claim="leaves an item unhandled", kwargs={"items": ITEMS}, schedules=400,
        recognise=hangs,
    )  # fmt: skip
    late = {"items": ITEMS[:1], "pause": 1.0}
    subject.explore(
        "working:shift", complete("StoppableWorker.run", ITEMS[:1]), claim="leaves a late item unhandled", kwargs=late,
        schedules=400, recognise=hangs, relies_on_time=True,
    )  # fmt: skip
    subject.explore(
        "working:before_start", holds, claim="leaves an item unhandled", kwargs={"items": ITEMS}, schedules=100,
        recognise=hangs,
    )  # fmt: skip
    shown(f"{found.sentence}; neither when stop comes before start")


def test_an_idle_worker_stops(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        expect_equal(seen["processed"], 0, "processed, with nothing put", at="StoppableWorker.run")

    subject.explore(
        "working:shift", holds, claim="leaves the worker waiting", kwargs={"items": []}, schedules=300, recognise=hangs
    )


def test_work_is_not_lost_when_nobody_joins(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        missing = [one for one in ITEMS if one not in seen]
        expect(
            not missing,
            f"the program ended after stop, and {' and '.join(missing)} went with it",
            misconception="m4",
            expected=show(ITEMS),
            actual=show(seen),
            at="StoppableWorker",
            details=[
                "When the program is over, Python waits for some threads and cuts off the others. Which kind is yours?"
            ],
        )

    subject.explore(
        "working:nobody_joins", holds, claim="cuts the worker off", kwargs={"items": ITEMS}, schedules=300,
        recognise=hangs,
    )  # fmt: skip


def test_stop_may_come_from_anywhere(subject: Subject) -> None:
    def held(seen: Any) -> None:
        expect_equal(seen["processed"], 1, "processed after join", at="StoppableWorker.run")

    def waits(failure: Failure) -> str | None:
        return "m9" if failure.form in ("deadlock", "exception") else None

    subject.explore("working:does_not_wait", held, claim="makes stop wait", schedules=200, recognise=waits)
    subject.explore(
        "working:from_inside", complete("StoppableWorker.stop"), claim="stops the stop", kwargs={"items": ITEMS},
        schedules=200, recognise=waits,
    )  # fmt: skip
    subject.explore(
        "working:two_stop", complete("StoppableWorker.stop"), claim="lets two stops disturb each other",
        kwargs={"items": ITEMS}, schedules=300, recognise=hangs,
    )  # fmt: skip
    shown("stop does not wait, may be called by the worker itself, and by two threads at once")
