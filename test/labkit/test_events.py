"""The golden lines mean the same on both sides of the contract; `src/contract` has the other half of this test."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from kit_run import ROOT
from labkit.events import MAX_LINE, MAX_TEXT, JsonLines, machine
from labkit.schema.event import parse_line
from labkit.schema.lab import faults

GOLDEN = ROOT / "test" / "golden"


def listed(folder: str) -> list[Path]:
    found = sorted((GOLDEN / folder).iterdir())
    assert found
    return found


@pytest.mark.parametrize("path", listed("events/valid"), ids=lambda path: path.stem)
def test_a_valid_line_is_an_event(path: Path) -> None:
    assert parse_line(path.read_text("utf-8"))["event"] in path.read_text("utf-8")


@pytest.mark.parametrize("path", listed("events/invalid"), ids=lambda path: path.stem)
def test_an_invalid_line_is_refused_with_a_reason(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    with pytest.raises(ValueError) as refused:
        parse_line(case["line"])
    assert case["reason"] in str(refused.value)


@pytest.mark.parametrize("path", listed("lab/valid"), ids=lambda path: path.stem)
def test_a_valid_lab_file_has_no_fault(path: Path) -> None:
    assert faults(json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", listed("lab/invalid"), ids=lambda path: path.stem)
def test_an_invalid_lab_file_is_refused_at_its_place(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    found = faults(case["lab"])
    assert found
    assert found[0].startswith(case["path"])


def test_events_are_numbered_without_a_gap_and_long_text_is_cut() -> None:
    read, write = os.pipe()
    lines = JsonLines(write)
    lines.emit("hello", version=1, kit="0", lab="0.1", action="check", machine=machine())
    lines.emit("note", level="info", text="x" * 100_000)
    os.close(write)
    with os.fdopen(read) as stream:
        events = [parse_line(line) for line in stream]
    assert [one["seq"] for one in events] == [0, 1]
    assert len(events[1]["text"]) < MAX_TEXT + 100
    assert "84,000 characters left out" in events[1]["text"]


def test_no_line_is_longer_than_its_reader_takes(tmp_path: Path) -> None:
    """Long texts are cut until the line fits; what no cutting makes short enough is told in its place."""
    long = "\U0001f40d" * 16_000
    with (tmp_path / "lines").open("wb") as file:
        lines = JsonLines(file.fileno())
        lines.emit("check-finished", check="a", outcome="failed", seconds=1, message=long, details=[long] * 150)
        lines.emit("sample", variant="a", x=1, round=0, values={f"metric-{n}": n for n in range(100_000)})
        lines.emit("done", outcome="failed", seconds=1)
    text = (tmp_path / "lines").read_text("ascii")
    events = [parse_line(line) for line in text.splitlines()]
    assert max(map(len, text.splitlines())) <= MAX_LINE
    assert [one["event"] for one in events] == ["check-finished", "note", "done"]
    assert [one["seq"] for one in events] == [0, 1, 2]
    assert len(events[0]["details"]) == 150
    assert "sample was too long to be reported" in events[1]["text"]


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_json_cannot_hold_is_refused_and_leaves_no_gap(tmp_path: Path, wrong: object) -> None:
    with (tmp_path / "lines").open("wb") as file:
        lines = JsonLines(file.fileno())
        with pytest.raises((TypeError, ValueError)):
            lines.emit("sample", variant="a", x=wrong, round=0, values={})
        lines.emit("done", outcome="passed", seconds=1)
    assert json.loads((tmp_path / "lines").read_text("ascii")) == {
        "seq": 0, "event": "done", "outcome": "passed", "seconds": 1,
    }  # fmt: skip
