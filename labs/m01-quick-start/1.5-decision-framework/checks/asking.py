"""Puts questions to the learner's function and reads the answers; an answer of the wrong form ends the check."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from labkit.testing import Raised, Subject, fail
from work import MODELS, Work


@dataclass(frozen=True)
class Answer:
    """What was recommended for `work`."""

    work: Work
    model: str
    reasons: tuple[str, ...]
    rejected: dict[str, str]


def seeded() -> tuple[Random, str]:
    """A random source for this run, and the words that name its seed in a message."""
    seed = secrets.randbits(32)
    return Random(seed), f"Drawn with seed {seed}."


def ask(subject: Subject, works: Iterable[Work]) -> list[Answer]:
    """Asks for each piece of work, in order."""
    works = list(works)
    given = subject.call("scenario:recommend", [work.question for work in works])
    return [_read(work, one) for work, one in zip(works, given, strict=True)]


def raises_value_error(subject: Subject, questions: list[dict[str, Any]]) -> list[bool]:
    """For each question whether it raised ValueError. Any other exception ends the check."""
    found = []
    for question, one in zip(questions, subject.call("scenario:recommend", questions), strict=True):
        if "raised" in one and not one["is_value_error"]:
            _unexpected(_described(question), one)
        found.append("raised" in one)
    return found


def _described(question: dict[str, Any]) -> str:
    env = "" if question["env"] is None else ", env=Environment(...)"
    return f"choose_concurrency_model({', '.join(map(repr, question['inputs']))}{env})"


def _unexpected(call: str, one: dict[str, Any]) -> None:
    error = one["raised"]
    assert isinstance(error, Raised)
    fail(
        f"{call} raised {error.type}: {error.message}",
        expected="a Recommendation, or ValueError for an input that cannot be",
        actual=error.type,
        at=one["line"],
    )


def _read(work: Work, one: dict[str, Any]) -> Answer:
    if "raised" in one:
        _unexpected(work.call, one)
    if "instead" in one:
        fail(
            f"{work.call} returned {_a(one['instead'])}",
            expected="a Recommendation",
            actual=one["instead"],
        )
    model, reasons, rejected = one["model"], one["reasons"], one["rejected"]
    if type(model) is not str or model not in MODELS:
        fail(f"{work.call} recommends {model!r}", expected=f"one of {', '.join(MODELS)}", actual=repr(model))
    if type(reasons) is not tuple or any(type(text) is not str for text in reasons):
        fail(f"{work.call}: reasons is not a tuple of texts", expected="tuple of str", actual=repr(reasons)[:200])
    if type(rejected) is not dict or any(type(part) is not str for pair in rejected.items() for part in pair):
        fail(f"{work.call}: rejected does not map models to texts", expected="dict of str", actual=repr(rejected)[:200])
    return Answer(work, model, reasons, rejected)


def _a(type_name: str) -> str:
    return "None" if type_name == "NoneType" else f"{'an' if type_name[0] in 'aeiou' else 'a'} {type_name}"
