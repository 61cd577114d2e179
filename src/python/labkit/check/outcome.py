"""How a check ended, and the sentences a check says. Authors import these from `labkit.testing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, NoReturn

from labkit.subject.plain import Frame

Outcome = Literal["failed", "setup", "inconclusive", "passed"]
OUTCOMES: tuple[Outcome, ...] = ("failed", "setup", "inconclusive", "passed")
EXIT_CODES: dict[str, int] = {"passed": 0, "failed": 1, "setup": 2, "inconclusive": 3, "cancelled": 130}


def merge(outcomes: Iterable[Outcome]) -> Outcome:
    """The worse outcome wins: failed, set-up, not decided, passed. Nothing at all is not decided."""
    return min(outcomes, key=OUTCOMES.index, default="inconclusive")


@dataclass(eq=False)
class Verdict(BaseException):
    """Ends a check. A `BaseException`, so that no `except Exception` in a check swallows it."""

    outcome: Outcome
    message: str
    misconception: str | None = None
    expected: str | None = None
    actual: str | None = None
    at: str | int | Frame | None = None
    details: Sequence[str] = ()
    trace: Sequence[Frame] = ()

    def __str__(self) -> str:
        return self.message


_said: ContextVar[list[str]] = ContextVar("labkit_shown")


def collect() -> list[str]:
    """Starts collecting what the running check says with `shown`."""
    sentences: list[str] = []
    _said.set(sentences)
    return sentences


def fail(
    message: str,
    *,
    misconception: str | None = None,
    expected: str | None = None,
    actual: str | None = None,
    at: str | int | Frame | None = None,
    details: Iterable[str] = (),
) -> NoReturn:
    """Ends the check as failed.

    `misconception` is the id of a planted bug of this lab (`"m1"`); its title and feedback are added. `at` is a symbol
    of the learner's file (`"check_all"`, `"Result.elapsed"`), a line number or a frame; default: its target.
    """
    raise Verdict("failed", message, misconception, expected, actual, at, tuple(details))


def expect(
    condition: object,
    message: str,
    *,
    misconception: str | None = None,
    expected: str | None = None,
    actual: str | None = None,
    at: str | int | Frame | None = None,
    details: Iterable[str] = (),
) -> None:
    """Fails the check with `message` unless `condition` is true."""
    if not condition:
        fail(message, misconception=misconception, expected=expected, actual=actual, at=at, details=details)


def expect_equal(
    actual: object,
    expected: object,
    what: str,
    *,
    misconception: str | None = None,
    at: str | int | Frame | None = None,
    details: Iterable[str] = (),
) -> None:
    """Fails the check unless both values are equal and of the same type. `what` names the actual value: "the URLs"."""
    if type(actual) is not type(expected) or actual != expected:
        wanted, got = show(expected), show(actual)
        fail(
            f"{what}: expected {wanted}, got {got}",
            misconception=misconception,
            expected=wanted,
            actual=got,
            at=at,
            details=details,
        )


def show(value: object, width: int = 400) -> str:
    """`repr`, cut in the middle at `width` characters."""
    text = repr(value)
    return text if len(text) <= width else f"{text[: width // 2]} ... {text[-width // 2 :]}"


def shown(message: str) -> None:
    """Says what the check has shown; the sentence of a passed check. The last call counts."""
    _said.get().append(message)


def setup_problem(message: str) -> NoReturn:
    """Ends the check as "cannot run yet": a missing package, a port, a Python too old."""
    raise Verdict("setup", message)


def not_decided(message: str) -> NoReturn:
    """Ends the check without a decision. Never a pass."""
    raise Verdict("inconclusive", message)
