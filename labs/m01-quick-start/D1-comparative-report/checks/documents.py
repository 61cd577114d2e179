"""The learner's samples and claims, read by the judge: JSON from outside, of which nothing is believed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from labkit.testing import Frame, expect, fail, show
from rows import Key, Row

SAMPLES = "report/samples.json"
CLAIMS = "report/claims.json"
_FIELDS = {"workload": str, "model": str, "workers": int, "round": int, "items": int, "seconds": float}
_SAYS = ("faster", "slower", "no difference shown")


@dataclass(frozen=True)
class Claimed:
    """One entry of claims.json."""

    text: str
    a: Key
    b: Key
    says: str
    factor: float | None
    line: int


def read_samples(read_text: Callable[[str], str]) -> list[Row]:
    """The rows of `report/samples.json`. Fails for what is no whole measurement."""
    data = _read(SAMPLES, read_text(SAMPLES))
    if not isinstance(data, dict) or not isinstance(data.get("samples"), list):
        _wrong(SAMPLES, "holds no samples", 'an object with "samples", as compare.py measure writes it')
    if not data["samples"]:
        fail(
            f"{SAMPLES} is not written yet", at=Frame(SAMPLES, 1, ""), details=["python compare.py measure writes it."]
        )
    _machine(data)
    found: dict[Key, dict[int, float]] = {}
    items: dict[Key, set[int]] = {}
    for number, one in enumerate(data["samples"], 1):
        what = f"sample {number} of {SAMPLES}"
        if not isinstance(one, dict) or set(one) != set(_FIELDS):
            _wrong(SAMPLES, f"has {show(one, 100)} as sample {number}", f"exactly {', '.join(_FIELDS)}")
        for name, kind in _FIELDS.items():
            value = one[name]
            fits = type(value) is kind or (kind is float and type(value) is int)
            expect(fits, f"{what} has {show(value, 60)} as {name}", expected=kind.__name__, at=Frame(SAMPLES, 1, ""))
        positive = one["workers"] > 0 and one["items"] > 0 and one["round"] >= 0 and one["seconds"] > 0
        expect(positive, f"{what} has a number that nothing measured: {show(one, 160)}", at=Frame(SAMPLES, 1, ""))
        key = one["workload"], one["model"], one["workers"]
        times = found.setdefault(key, {})
        if one["round"] in times:
            _wrong(SAMPLES, f"has round {one['round']} of {' '.join(map(str, key))} twice", "each round once")
        times[one["round"]] = float(one["seconds"])
        items.setdefault(key, set()).add(one["items"])
    for key, counts in items.items():
        if len(counts) > 1:
            _wrong(SAMPLES, f"has samples of {min(counts)} and of {max(counts)} calls for {' '.join(map(str, key))}")
    return [Row(key, tuple(times.values()), *items[key]) for key, times in found.items()]


def _machine(data: dict[str, Any]) -> None:
    machine, made = data.get("machine"), data.get("made")
    named = isinstance(machine, dict) and all(machine.get(one) for one in ("python", "system", "cores"))
    expect(
        named,
        f"{SAMPLES} does not say on which machine it was measured: {show(machine, 100)}",
        expected="python, gil, system and cores",
        at=Frame(SAMPLES, 1, ""),
        details=["A time without its machine is nobody's time."],
    )
    try:
        when = datetime.fromisoformat(made if isinstance(made, str) else "")
    except ValueError:
        _wrong(SAMPLES, f"was made at {show(made, 60)}", "a date and time such as 2026-11-29T09:30:00+00:00")
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    if when > datetime.now(UTC) + timedelta(days=1):
        _wrong(SAMPLES, f"was made at {made}, which is still to come", "when it was measured")


def read_claims(read_text: Callable[[str], str]) -> list[Claimed]:
    """The claims of `report/claims.json`. Fails for what is no list of claims."""
    text = read_text(CLAIMS)
    data = _read(CLAIMS, text)
    if not isinstance(data, list):
        _wrong(CLAIMS, f"holds {show(data, 80)}", "a list of claims")
    if not data:
        fail(f"{CLAIMS} is not written yet", at=Frame(CLAIMS, 1, ""))
    lines = [text.count("\n", 0, one.start()) + 1 for one in re.finditer(r'"text"\s*:', text)]
    return [_claim(number, one, lines[number] if number < len(lines) else 1) for number, one in enumerate(data)]


def _claim(number: int, one: Any, line: int) -> Claimed:
    what, at = f"claim {number + 1} of {CLAIMS}", Frame(CLAIMS, line, "")
    needed = {"text", "a", "b", "says"}
    if not isinstance(one, dict) or not needed <= set(one) <= {*needed, "factor"}:
        fail(f"{what} is {show(one, 120)}", expected="text, a, b, says, and factor if you like", at=at)
    words = one["text"].split() if isinstance(one["text"], str) else []
    expect(
        len(words) >= 5, f"{what} has {show(one['text'], 60)} as its text", expected="a sentence for the report", at=at
    )
    expect(one["says"] in _SAYS, f"{what} says {show(one['says'], 60)}", expected=" or ".join(map(repr, _SAYS)), at=at)
    for side in ("a", "b"):
        row = one[side]
        fits = isinstance(row, list) and [type(part) for part in row] == [str, str, int]
        expect(fits, f"{what} has {show(row, 60)} as {side}", expected='a row such as ["fare", "threads", 4]', at=at)
    factor = one.get("factor")
    number_given = type(factor) in (int, float) and math.isfinite(factor) and factor >= 1
    fits = factor is None or (number_given and one["says"] != _SAYS[2])
    expect(
        fits, f"{what} has the factor {show(factor, 40)}", expected="a number from 1 on, beside faster or slower", at=at
    )
    expect(one["a"][0] == one["b"][0], f"{what} compares {one['a'][0]} with {one['b'][0]}: two workloads", at=at)
    return Claimed(one["text"], tuple(one["a"]), tuple(one["b"]), one["says"], factor, line)


def _read(name: str, text: str) -> Any:
    def refuse(word: str) -> NoReturn:
        raise ValueError(f"{word} is no number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [one for one, _ in pairs]
        for one in names:
            if names.count(one) > 1:
                raise ValueError(f"{one} stands twice in one object")
        return dict(pairs)

    try:
        return json.loads(text, parse_constant=refuse, parse_float=_finite, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        fail(f"{name} is not JSON: {error.msg}, in line {error.lineno}", at=Frame(name, error.lineno, ""))
    except ValueError as error:
        fail(f"{name} is not to be used: {error}"[:300], at=Frame(name, 1, ""))
    except RecursionError:
        fail(f"{name} is nested too deeply to be read", at=Frame(name, 1, ""))


def _finite(word: str) -> float:
    value = float(word)
    if not math.isfinite(value):
        raise ValueError(f"{word[:40]} is too large a number")
    return value


def _wrong(name: str, clause: str, expected: str | None = None) -> NoReturn:
    fail(f"{name} {clause}", expected=expected, at=Frame(name, 1, ""))
