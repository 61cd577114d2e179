"""Rules of event lines: those of `src/contract/events.ts`, read by the same golden files."""

from __future__ import annotations

import json
from typing import Any

from labkit.schema.rules import Rule, anything, boolean, fields, items, nullable, number, one_of, record, text, variant

_text = text()
_count = number(least=0, whole=True)
_seconds = number(least=0)
_line = number(least=1, whole=True)
_outcome = one_of("failed", "setup", "inconclusive", "passed")
_place_required: dict[str, Rule] = {"file": _text, "line": _line}
_place_optional: dict[str, Rule] = {"column": _line, "endLine": _line}
_place = fields(_place_required, _place_optional)
_step: dict[str, Rule] = {
    "thread": _text, "op": _text, "object": _text, "file": _text, "line": _count, "source": _text,
}  # fmt: skip
_machine = fields({"python": _text, "implementation": _text, "gil": boolean, "system": _text, "cores": _count})


def _event(name: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return fields({"seq": _count, "event": one_of(name), **required}, optional)


_CASES: dict[str, Rule] = {
    "hello": _event(
        "hello",
        {
            "version": _count,
            "kit": _text,
            "lab": _text,
            "action": one_of("check", "bench", "verify"),
            "machine": _machine,
        },
    ),
    "plan": _event("plan", {"checks": items(fields({"id": _text, "step": _count, "title": _text})), "points": _count}),
    "check-started": _event("check-started", {"check": _text}),
    "output": _event(
        "output",
        {"check": nullable(_text), "stream": one_of("stdout", "stderr"), "text": _text},
        {"dropped": _count},
    ),
    "check-finished": _event(
        "check-finished",
        {"check": _text, "outcome": _outcome, "seconds": _seconds, "message": _text, "details": items(_text)},
        {
            "expected": _text,
            "actual": _text,
            "place": _place,
            "misconception": fields({"key": _text, "title": _text, "feedback": _text}),
            "trace": items(fields({**_place_required, "function": _text}, _place_optional)),
        },
    ),
    "finding": _event("finding", {"rule": _text, "message": _text, "cure": _text, "place": _place}),
    "sample": _event(
        "sample", {"variant": _text, "x": number(), "round": _count, "values": record(number())}, {"label": _text}
    ),
    "progress": _event("progress", {"done": _count, "total": _count, "label": _text}, {"left": _seconds}),
    "schedule-progress": _event("schedule-progress", {"check": _text, "schedules": _count, "limit": _count}),
    "counterexample": _event(
        "counterexample",
        {
            "check": _text,
            "form": one_of("assertion", "exception", "deadlock", "livelock", "leak"),
            "found": _count,
            "limit": _count,
            "confirmed": _count,
            "python": _text,
            "steps": items(fields({**_step, "value": _text, "locals": record(_text)}, {"lab": boolean})),
            "blocked": items(fields({**_step, "heldBy": nullable(_text)}, {"lab": boolean})),
            "schedule": record(anything),
        },
        {"omitted": _count},
    ),
    "note": _event("note", {"level": one_of("info", "warning", "error"), "text": _text}),
    "done": _event("done", {"outcome": _outcome, "seconds": _seconds}, {"message": _text, "cancelled": boolean}),
}
_rule = variant("event", _CASES)


def parse_line(line: str) -> dict[str, Any]:
    """The event of one line. Raises `ValueError` with the reason."""
    try:
        value = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    for fault in _rule(value, ""):
        raise ValueError(fault)
    return dict(value)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
