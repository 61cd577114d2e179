"""Step 4: which work may stand in a sentence about the GIL. A stopwatch cannot tell; a door can."""

import sys
from typing import Any

from labkit.testing import Subject, expect, expect_equal, fail, show, shown
from leaving import threads_left

PATIENCE = 30.0
GIVES_UP = {
    "hashing": "computes checksums of 1 MB in C",
    "packing": "compresses 1 MB in C",
    "mixed": "runs Python code for most of its time, and then computes checksums of 1 MB in C",
    "waiting": "sleeps",
}
KEEPS = {
    "loop": "runs a loop of Python code",
    "parsing": "parses JSON in C",
    "sorting": "sorts a list in C",
}
LOCKED = getattr(sys, "_is_gil_enabled", lambda: True)()


def test_work_that_gives_up_the_gil(subject: Subject) -> None:
    _each(subject, GIVES_UP, True)
    shown("checksums, compression, sleep and a mixture give up the GIL: their times say nothing about it")


def test_work_that_keeps_the_gil(subject: Subject) -> None:
    _each(subject, KEEPS, False)
    _without_the_lock(subject)
    shown(
        "a loop, a parser and a sort keep the GIL until somebody asks for it; a Python without the lock has no answer"
    )


def _each(subject: Subject, workloads: dict[str, str], right: bool) -> None:
    if not LOCKED:
        _without_the_lock(subject)
        return
    for name, what in workloads.items():
        seen = _ask(subject, name)
        answer = seen.get("answer")
        if right:
            details = ["The processor may be busy and the lock free: C code on a large buffer often needs no lock."]
        else:
            details = [
                "A thread that wants the lock asks for it after the switch interval, 5 ms as a rule, and gets it.",
                "What has to be different for nobody to ask while the workload runs?",
            ]
        expect(
            answer is right,
            f"releases_gil says {show(answer, 60)} of a workload that {what}",
            misconception=("m6" if right else "m10") if type(answer) is bool else None,
            expected=str(right),
            actual=show(answer, 60),
            at="releases_gil",
            details=details,
        )
        expect(
            set(seen["items"]) == {0},
            f"releases_gil called the workload with {show(seen['items'], 60)}",
            expected="workload(0)",
            actual=show(seen["items"], 60),
            at="releases_gil",
        )
        _tidy(subject, seen, f"a workload that {what}")


def _without_the_lock(subject: Subject) -> None:
    seen = _ask(subject, "loop", free_threaded=True)
    _raised(seen, "RuntimeError", "on a Python that says that it runs without the GIL, releases_gil")
    if LOCKED:
        seen = _ask(subject, "failing")
        _raised(seen, "LookupError", "when the workload raised LookupError, releases_gil")
        _tidy(subject, seen, "a workload that raised")


def _ask(subject: Subject, name: str, free_threaded: bool = False) -> dict[str, Any]:
    seen: dict[str, Any] = subject.start("scenario:locked", name, free_threaded, limit=PATIENCE).result()
    if "raised" in seen and name != "failing" and not free_threaded:
        fail(
            f"releases_gil raised {seen['raised'][0]}: {seen['message']}"[:300],
            expected="True or False",
            actual=seen["raised"][0],
            at="releases_gil",
        )
    return seen


def _raised(seen: dict[str, Any], right: str, what: str) -> None:
    got = seen["raised"][0] if "raised" in seen else f"no exception, and {show(seen['answer'], 60)}"
    expect(right in seen.get("raised", ()), f"{what} raised {got}", expected=right, actual=got, at="releases_gil")


def _tidy(subject: Subject, seen: dict[str, Any], after: str) -> None:
    expect(
        seen["interval_kept"],
        f"after {after}, the switch interval is not what it was",
        expected="the interval from before, whatever happens",
        actual="another one: the whole program goes on with it",
        at="releases_gil",
    )
    expect_equal(threads_left(subject), [], f"threads left after {after}", at="releases_gil")
