"""Event lines and `lab.json`, written and read, for any text and values."""

from __future__ import annotations

import json
import tempfile
from typing import Any

import pytest
from fuzzing import ANY, SCALAR, TEXT, mutated, runs
from hypothesis import given
from hypothesis import strategies as st
from kit_run import ROOT
from labkit.events import MAX_LINE, MAX_TEXT, JsonLines
from labkit.schema.event import parse_line
from labkit.schema.lab import faults

EVENTS = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "test/golden/events/valid").iterdir())]
LABS = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "test/golden/lab/valid").iterdir())]


def written(*events: dict[str, Any]) -> list[str]:
    """The lines of these events; one that is refused leaves none."""
    with tempfile.TemporaryFile() as file:
        lines = JsonLines(file.fileno())
        for event in events:
            fields = {name: value for name, value in event.items() if name not in ("seq", "event")}
            try:
                lines.emit(str(event["event"]), **fields)
            except (TypeError, ValueError):
                continue
        file.seek(0)
        return file.read().decode("ascii").splitlines()


@given(st.lists(mutated([one for one in EVENTS if isinstance(one, dict)], 1), max_size=4))
@runs(150)
def test_what_is_written_is_numbered_json_and_what_cannot_be_leaves_no_gap(events: list[Any]) -> None:
    named = [one for one in events if isinstance(one, dict) and isinstance(one.get("event"), str)]
    lines = written(*({str(k): v for k, v in one.items()} for one in named))
    for number, line in enumerate(lines):
        assert json.loads(line, parse_constant=pytest.fail)["seq"] == number
        assert len(line) <= MAX_LINE


@given(TEXT, st.lists(TEXT, max_size=3), TEXT, st.sampled_from((0, 1, MAX_TEXT, MAX_TEXT + 7)))
@runs(150)
def test_any_text_of_a_learner_makes_a_valid_event(text: str, details: list[str], name: str, more: int) -> None:
    long = text + "\U0001f40d" * more
    place = {"file": name, "line": 1}
    lines = written(
        {"event": "output", "check": None, "stream": "stdout", "text": long},
        {
            "event": "check-finished", "check": name, "outcome": "failed", "seconds": 0.5, "message": long,
            "details": [*details, *[long] * 5], "expected": long, "actual": long, "place": place,
            "trace": [{**place, "function": name}],
        },
        {"event": "note", "level": "info", "text": text},
    )  # fmt: skip
    events = [parse_line(line) for line in lines]
    assert [one["event"] for one in events] == ["output", "check-finished", "note"]
    assert events[2]["text"] == text
    if not more:
        assert events[0]["text"] == text


@given(st.one_of(TEXT, ANY.map(json.dumps), mutated(EVENTS).map(json.dumps)), st.integers(0, 400), TEXT)
@runs(300)
def test_any_line_is_an_event_or_refused_with_the_reason(line: str, at: int, put: str) -> None:
    for text in (line, line[:at] + put + line[at:], line[:at]):
        try:
            event = parse_line(text)
        except ValueError as refused:
            assert str(refused)
        else:
            assert parse_line(json.dumps(event)) == event


@pytest.mark.parametrize("line", ["[" * 100_000, '{"event":' * 50_000, "1" * 10_000, '{"seq":' + "9" * 400 + "}"])
def test_a_line_nested_or_long_beyond_reason_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parse_line(line)


@given(st.one_of(ANY, mutated(LABS)))
@runs(300)
def test_any_lab_file_is_valid_or_has_faults_with_sentences(data: Any) -> None:
    assert all(isinstance(one, str) and one for one in faults(data))


@given(st.dictionaries(TEXT, SCALAR), SCALAR)
@runs(100)
def test_a_number_that_json_cannot_hold_is_refused_and_the_next_event_follows(values: dict[str, Any], x: Any) -> None:
    lines = written(
        {"event": "sample", "variant": "a", "x": x, "round": 0, "values": values},
        {"event": "done", "outcome": "passed", "seconds": 1},
    )
    assert json.loads(lines[-1])["event"] == "done"
    assert json.loads(lines[-1])["seq"] == len(lines) - 1
