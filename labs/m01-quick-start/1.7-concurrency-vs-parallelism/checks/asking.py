"""Puts traces to the learner's `profile` and reads the answers."""

from __future__ import annotations

import secrets
from random import Random

from labkit.testing import Raised, Record, Subject, expect, fail, show
from traces import Counts, Event, counted, rows


def seeded() -> tuple[Random, str]:
    """A random source for this run, and the words that name its seed in a message."""
    seed = secrets.randbits(32)
    return Random(seed), f"Drawn with seed {seed}."


def ask(subject: Subject, trace: list[Event], story: list[str], *, raising: str | None = None) -> Counts:
    """What `profile` says of the trace. An exception ends the check, as the misconception `raising`."""
    call = subject.start("scenario:profiled", trace)
    outcome = call.outcome()
    if isinstance(outcome, Raised) and not outcome.is_a("NotImplementedError"):
        fail(
            f"profile raised {outcome.type}" + (f": {outcome.message}" if outcome.message else ""),
            misconception=raising,
            expected=str(counted(trace)),
            actual=outcome.type,
            at=outcome.trace[-1] if outcome.trace else "profile",
            details=[*rows(trace), *story],
        )
    value = call.result()
    fields = value.fields if isinstance(value, Record) else {}
    in_progress, running = fields.get("max_in_progress"), fields.get("max_running")
    if type(in_progress) is not int or type(running) is not int:
        fail(
            f"profile returned {show(value, 120)}",
            expected="a Profile of two whole numbers",
            actual=show(value, 120),
            at="profile",
            details=[*rows(trace), *story],
        )
    return Counts(in_progress, running)


def expect_counts(trace: list[Event], got: Counts, story: list[str], *, misconception: str | None = None) -> None:
    """Fails the check where `got` is not what the trace shows."""
    right = counted(trace)
    wrong = [
        f"{got_one} {words} at once where at most {right_one} {'is' if right_one == 1 else 'are'}"
        for words, got_one, right_one in (
            ("in progress", got.in_progress, right.in_progress),
            ("running", got.running, right.running),
        )
        if got_one != right_one
    ]
    expect(
        not wrong,
        f"profile counted {' and '.join(wrong)}",
        misconception=misconception,
        expected=str(right),
        actual=str(got),
        at="profile",
        details=["# running   . in progress, not running", *rows(trace), *story],
    )
