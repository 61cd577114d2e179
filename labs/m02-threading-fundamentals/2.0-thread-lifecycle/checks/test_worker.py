"""Step 2: a worker that can be stopped, loses no line, and is noticed when it waits."""

from typing import Any

from labkit.testing import Failure, Raised, Subject, expect, fail, show, shown


def recognise(failure: Failure) -> str | None:
    """Who never ends has not noticed the stop."""
    waits_for_the_worker = any(one.thread == "main" and one.op == "join" for one in failure.blocked)
    return "m7" if failure.form == "livelock" or (failure.form == "deadlock" and waits_for_the_worker) else None


def test_every_line_is_written(subject: Subject) -> None:
    def written(seen: Any, wanted: list[str], story: str) -> None:
        expect(
            seen["written"] == wanted,
            f"{story}: {show(seen['written'])} was written",
            misconception="m8" if len(seen["written"]) < len(wanted) else None,
            expected=show(wanted),
            actual=show(seen["written"]),
            at="StoppableWorker.run",
            details=["A stop means: no more will come. What lies in the queue by then still has to be written."],
        )
        expect(
            seen["processed"] == len(wanted),
            f"{story}: {len(wanted)} lines were written, and processed is {show(seen['processed'])}",
            expected=str(len(wanted)),
            actual=show(seen["processed"]),
            at="StoppableWorker.processed",
        )

    def all_of_them(seen: Any) -> None:
        written(seen, ["begin", "dump stock"], "one line before the start, one after it, then stop() and join()")
        expect(not seen["alive"], "after join() the worker is still alive", at="StoppableWorker.run")

    kwargs = {"early": ["begin"], "late": ["dump stock"]}
    found = subject.explore(
        "protocol", all_of_them, claim="loses a line", kwargs=kwargs, schedules=600, recognise=recognise,
        relies_on_time=True,
    )  # fmt: skip
    shown(f"every line put before the stop was written, in order; {found.sentence}")


def test_a_waiting_worker_is_reached(subject: Subject) -> None:
    def nothing(seen: Any) -> None:
        expect(
            seen == {"written": [], "processed": 0, "alive": False},
            f"with no line at all, the worker wrote {show(seen['written'])} and processed is {show(seen['processed'])}",
            expected="nothing, and 0",
            actual=f"{show(seen['written'])}, {show(seen['processed'])}",
            at="StoppableWorker.run",
            details=["A mark in the queue that means stop is not a line."],
        )

    kwargs: dict[str, list[str]] = {"early": [], "late": []}
    found = subject.explore(
        "protocol", nothing, claim="leaves the worker waiting", kwargs=kwargs, schedules=400, recognise=recognise
    )
    shown(f"stop() ends a worker wherever it waits; {found.sentence}")


def test_stop_by_anyone(subject: Subject) -> None:
    def once(seen: Any) -> None:
        expect(
            seen == {"written": ["begin"], "processed": 1},
            f"{_STORY[ways]}: the worker wrote {show(seen['written'])}, and processed is {show(seen['processed'])}",
            misconception="m8" if seen["written"] == [] else None,
            expected="['begin'], 1",
            actual=f"{show(seen['written'])}, {show(seen['processed'])}",
            at="StoppableWorker.stop",
        )

    for ways in _STORY:
        subject.explore(
            "protocol:stops", once, claim="minds who calls stop", kwargs={"ways": list(ways)}, schedules=200,
            recognise=recognise,
        )  # fmt: skip
    shown("stop() worked before the start, twice, from two threads and from inside write()")


def test_stop_returns_at_once(subject: Subject) -> None:
    def went_on(seen: Any) -> None:
        expect(
            seen["went_on"] == [True],
            "stop() was called while a line was being written, and came back only when that line was done",
            expected="stop() asks and returns; who wants to wait calls join()",
            actual="stop() waited",
            at="StoppableWorker.stop",
        )

    subject.explore("protocol:at_once", went_on, claim="makes stop() wait", schedules=100, recognise=recognise)


def test_the_program_end_loses_nothing(subject: Subject) -> None:
    def complete(seen: Any) -> None:
        lines = seen["written"]
        expect(
            lines == early,
            f"two lines were put, stop() was called, and the program ended with {show(lines)} written",
            misconception="m4",
            expected=show(early),
            actual=show(lines),
            at="StoppableWorker",
            details=["At its end, Python waits for one kind of threads and drops the other kind wherever they stand."],
        )

    early = ["end of dump", "3 of 3 databases saved"]
    found = subject.explore(
        "protocol:program_end", complete, claim="loses a line at the end", kwargs={"early": early}, schedules=400,
        recognise=recognise,
    )  # fmt: skip
    shown(f"the program waits for a worker that still writes; {found.sentence}")


def test_with_real_threads(subject: Subject) -> None:
    outcome = subject.start("scenario:real_worker", ["begin", "end"], limit=10.0).outcome(hang="m7")
    if isinstance(outcome, Raised) and not outcome.is_a("NotImplementedError"):
        hides = "not callable" in outcome.message or outcome.is_a("TypeError") or outcome.is_a("AttributeError")
        fail(
            f"with real threads, start(), stop() and join() raised {outcome.type}: {outcome.message}",
            expected="the worker ends",
            actual=outcome.type,
            at=outcome.trace[-1] if outcome.trace else "StoppableWorker",
            details=[
                "threading.Thread keeps its own attributes under names that begin with an underscore (_stop, _target,",
                "_args, _handle, ...). An attribute of yours with the same name takes their place.",
            ]
            if hides
            else [],
        )
    seen = outcome.value if not isinstance(outcome, Raised) else fail("StoppableWorker is not written yet")
    expect(
        seen == {"written": ["begin", "end"], "processed": 2, "alive": False, "name": "protocol"},
        f"with real threads, {show(seen['written'])} was written and processed is {show(seen['processed'])}",
        expected="['begin', 'end'], 2",
        actual=f"{show(seen['written'])}, {show(seen['processed'])}",
        at="StoppableWorker.run",
    )
    shown("started, stopped and joined as a real thread, it wrote both lines and ended")


_STORY = {
    ("before",): "stop() before start()",
    ("after", "after"): "stop() called twice",
    ("thread", "thread"): "stop() called by two threads at the same time",
    ("inside",): "stop() called from inside write()",
}
