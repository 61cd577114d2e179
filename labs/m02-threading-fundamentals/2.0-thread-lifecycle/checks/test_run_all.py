"""Step 1: every job in a thread of its own, all at once, every ending kept."""

from __future__ import annotations

from typing import Any

from labkit.testing import Failure, Subject, expect, expect_equal, fail, show, shown


def test_each_job_has_a_thread(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        expect_equal(len(seen), 2, "outcomes of two jobs", at="run_all")
        expect(
            True not in seen,
            "a job ran in the thread that called run_all: that thread does the work itself instead of waiting for it",
            misconception="m2",
            expected="a thread of its own for each job",
            actual=f"{seen.count(True)} of 2 jobs in the caller's thread",
            at="run_all",
        )
        expect_equal(seen, [False, False], "the values of two jobs that return False", at="run_all")

    subject.explore("jobs:whose", holds, claim="runs a job in the caller's thread", kwargs={"count": 2}, schedules=200)
    shown("two jobs ran in two threads, neither of them the caller's")


def test_jobs_run_at_the_same_time(subject: Subject) -> None:
    def holds(seen: Any) -> None:
        expect_equal(seen, [True] * 3, "the values of three jobs that meet", at="run_all")

    def recognise(failure: Failure) -> str | None:
        return "m1" if failure.form in ("deadlock", "leak") else None

    found = subject.explore(
        "jobs:meeting", holds, claim="keeps jobs apart", kwargs={"count": 3}, schedules=200, recognise=recognise
    )
    shown(f"three jobs that wait for each other meet ({found.schedules} interleavings tried)")


def test_every_ending_is_kept(subject: Subject) -> None:
    night: list[Any] = ["7 trays", ["ValueError", "no flour"], None, ["SystemExit", "4"], ["KeyError", "oven 2"]]

    def holds(seen: Any) -> None:
        expect_equal(len(seen), len(night), "outcomes of five jobs", at="run_all")
        for place, (wanted, got) in enumerate(zip(night, seen, strict=True)):
            if isinstance(wanted, list):
                raised(place, wanted, got)
            else:
                expect(
                    got == {"value": wanted, "error": None},
                    f"job {place} returned {show(wanted)}, and outcome {place} has {words(got)}",
                    expected=show(wanted),
                    actual=words(got),
                    at="run_all",
                )

    def recognise(failure: Failure) -> str | None:
        return "m3" if failure.form == "exception" else None

    subject.explore(
        "jobs:endings", holds, claim="loses a value or an exception", kwargs={"values": night}, schedules=200,
        recognise=recognise,
    )  # fmt: skip
    shown("two values and three exceptions, SystemExit among them, stand in the order of their jobs")


def raised(place: int, wanted: list[str], got: Any) -> None:
    kind, text = wanted
    told = ["An exception that leaves a thread's function ends that thread, and nobody who joins it hears of it."]
    if got["error"] is None:
        fail(
            f"job {place} raised {kind}('{text}'), and its outcome knows nothing of it: {words(got)}",
            misconception="m3",
            expected=f"{kind}('{text}') as the error",
            actual=words(got),
            at="run_all",
            details=told,
        )
    text = f"'{text}'" if kind == "KeyError" else text
    expect(
        got == {"value": None, "error": [kind, text]},
        f"job {place} raised {kind}: expected that exception and no value in outcome {place}, got {words(got)}",
        expected=kind,
        actual=words(got),
        at="run_all",
    )


def words(outcome: Any) -> str:
    error = outcome["error"]
    if error is None:
        return f"value {show(outcome['value'], 60)}, no error"
    return f"value {show(outcome['value'], 60)}, error {error[0]}({show(error[1], 60)})"


def test_run_all_waits_for_the_slowest(subject: Subject) -> None:
    seconds = [40.0, 0.5]

    def holds(seen: Any) -> None:
        expect(
            seen["alive"] == 0,
            "a job takes 40 seconds, and run_all came back while its thread was still at work",
            misconception="m5",
            expected="no thread of a job alive",
            actual=f"{seen['alive']} alive",
            at="run_all",
            details=["join(timeout) returns when the thread has ended or the time is over, and does not say which."],
        )
        expect_equal(seen["values"], seconds, "the values of a slow and a quick job", at="run_all")

    subject.explore("jobs:slow", holds, claim="leaves a job behind", kwargs={"seconds": seconds}, schedules=100)
    shown("a job of 40 seconds is waited for, in virtual time; no thread of a job is alive afterwards")


def test_threads_have_the_names_they_were_given(subject: Subject) -> None:
    names = ["prices", "orders"]

    def holds(seen: Any) -> None:
        expect_equal(seen.get("names"), names, "the names that jobs see on their threads", at="run_all")

    def refused(seen: Any) -> None:
        expect(
            seen == {"raised": "ValueError", "started": 0},
            "two names for three jobs: expected ValueError before any job runs",
            expected="ValueError",
            actual=show(seen),
            at="run_all",
        )

    subject.explore("jobs:named", holds, claim="mixes names up", kwargs={"names": names, "count": 2}, schedules=100)
    subject.explore("jobs:named", refused, claim="runs", kwargs={"names": names, "count": 3}, schedules=50)
    expect_equal(subject.call("lifecycle:run_all", []), [], "run_all([])")
    shown("threads bear the names of their jobs; names that do not fit are refused before anything runs")
