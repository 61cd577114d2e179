"""Starts the learner's check_all in the subject and reads what came back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from labkit.testing import Call, Raised, Record, Subject, fail, show

NAME = "check_all"
_UNPICKLABLE = re.compile(r"pickle|local object", re.IGNORECASE)
"""In the words of Python 3.11 to 3.15, where the exception may be an AttributeError or a TypeError as well."""


@dataclass(frozen=True)
class Observed:
    """The results, as fields, and what was counted in the process that called check_all."""

    results: list[dict[str, Any]]
    started: int
    """Processes started through multiprocessing."""
    unjoined: int
    """Of these, not joined when check_all returned."""
    url_messages: int
    """Messages sent that carry a URL."""
    sent_bytes: int
    received_bytes: int


def start(subject: Subject, urls: Sequence[str], *, limit: float | None = None, **options: Any) -> Call:
    """`options`: processes, chunksize, timeout, and fork=True to leave the start method fork available."""
    return subject.start("scenario:observed", list(urls), limit=limit, **options)


def finish(call: Call, *, hang: str | None = None, raised: str | None = None, details: Sequence[str] = ()) -> Observed:
    """Waits for the call. `hang`, `raised`: the planted bugs shown by not ending and by an exception."""
    outcome = call.outcome(hang=hang)
    if isinstance(outcome, Raised):
        _explain(call, outcome, raised, details)
    value = dict(outcome.value)
    if "unpicklable" in value:
        _unpicklable(value["unpicklable"], value["unpicklable"], NAME)
    if "runaway" in value:
        _runaway(**value["runaway"])
    results = value.pop("results")
    if not isinstance(results, list):
        fail(
            f"{NAME} returned {show(results, 120)}",
            expected="a list of CheckResult",
            actual=show(results, 120),
            at=NAME,
        )
    for place, one in enumerate(results):
        if not isinstance(one, Record) or not set(one.fields) >= {"url", "status", "error", "elapsed"}:
            fail(
                f"result {place} of {len(results)} is {show(one, 120)}",
                misconception=raised,
                expected="a CheckResult",
                actual=show(one, 120),
                at=NAME,
            )
    counted = ("started", "unjoined", "url_messages", "sent_bytes", "received_bytes")
    return Observed([one.fields for one in results], *(value.get(name, 0) for name in counted))


def _runaway(started: int, failed: int) -> NoReturn:
    if failed == 0:
        fail(
            f"{NAME} goes on starting processes: {started} so far, and none of them failed",
            misconception="m4",
            expected="one process for each worker",
            actual=f"{started} and more",
            at=NAME,
            details=["Starting an interpreter takes longer than most requests. Where in your code is the pool made?"],
        )
    fail(
        f"{NAME} started {started} processes, and {failed} of them died at once",
        expected="one process for each worker",
        actual=f"{started} and more",
        at=NAME,
        details=[
            "A pool replaces a worker that dies.",
            "Every worker imports your file: what stands at its top level runs there, too.",
            "The output shows what the workers died of.",
        ],
    )


def _unpicklable(reason: str, actual: str, at: Any) -> NoReturn:
    fail(
        f"something that {NAME} sends to its workers cannot be pickled: {reason}"[:300],
        misconception="m1",
        expected="only what can be pickled is sent",
        actual=actual[:300],
        at=at,
        details=["Functions are sent by name: only those at the top level of a module can be found again."],
    )


def _explain(call: Call, error: Raised, raised: str | None, details: Sequence[str]) -> NoReturn:
    at = error.trace[-1] if error.trace else NAME
    if error.type.endswith("PicklingError") or _UNPICKLABLE.search(error.message):
        _unpicklable(error.message, f"{error.type}: {error.message}", at)
    if "cannot find context for 'fork'" in error.message:
        fail(
            f"{NAME} asks for the start method fork, and this system has none",
            misconception="m2",
            expected="a program that works under spawn, as on Windows",
            actual=error.message,
            at=at,
            details=details,
        )
    if not error.is_a("NotImplementedError"):
        fail(
            f"{NAME} raised {error.type}: {error.message}"[:300],
            misconception=raised,
            expected="a result for every URL",
            actual=f"{error.type}: {error.message}"[:300],
            at=at,
            details=details,
        )
    call.result()  # says it in the kit's words
    raise AssertionError("a call that raised has no result")


def seen(result: dict[str, Any]) -> str:
    return f"status={result['status']!r}, error={result['error']!r}"


def answers(results: list[dict[str, Any]]) -> list[tuple[Any, Any, bool]]:
    """URL, status and whether there is an error, for comparing with what is expected."""
    return [(one["url"], one["status"], one["error"] is not None) for one in results]
