"""Schedules, saved or written by hand: any file is read, or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fuzzing import ANY, TEXT, mutated, runs
from hypothesis import given
from hypothesis import strategies as st
from labkit.errors import SetupError
from labkit.explore.schedule import Schedule, read_schedule
from labkit.explore.watched import load

SAVED: list[Any] = [
    {
        "version": 1, "scenario": "scenario", "python": "3.13.2", "sources": {"program.py": "0" * 16},
        "turns": [[0, 3], [1, 2], [-1, 1], [0, 1]], "places": ["read counter.py 3:8"] * 7,
    }
]  # fmt: skip
BY_HAND: list[Any] = [[["T1", 3], ["T2", 1]], [[0, 1], [1, 2], ["main", 1]]]


@given(st.one_of(mutated(SAVED), mutated(SAVED), mutated(BY_HAND), ANY))
@runs(400)
def test_any_data_is_a_schedule_or_refused_and_a_schedule_is_saved_as_it_was(data: Any) -> None:
    try:
        schedule = read_schedule(data)
    except SetupError as refused:
        assert "save it again" in str(refused) or "write" in str(refused)
        return
    if isinstance(schedule, Schedule):
        saved = json.loads(json.dumps(schedule.as_json(), allow_nan=False))
        assert read_schedule(saved) == schedule
        # Nothing was rounded, turned into a number or left out on the way in.
        assert saved == data
        assert len(schedule.threads()) == sum(steps for _, steps in schedule.turns)
    else:
        assert [list(turn) for turn in schedule] == [list(turn) for turn in data]


@given(st.one_of(TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=60),
                 mutated(SAVED).map(lambda one: json.dumps(one).encode())), st.integers(0, 300))  # fmt: skip
@runs(150)
def test_any_file_is_loaded_or_refused_with_its_name(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, cut: int
) -> None:
    file = tmp_path_factory.getbasetemp() / "saved.json"
    for part in (content, content[:cut]):
        file.write_bytes(part)
        try:
            load(file)
        except SetupError as refused:
            assert str(file) in str(refused)


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5000, "", "\ufeff{}", "NaN"])
def test_a_file_nested_or_long_beyond_reason_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "saved.json"
    file.write_text(text, "utf-8")
    with pytest.raises(SetupError):
        read_schedule(load(file))
