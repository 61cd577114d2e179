"""Benchmarks: interleaved rounds, samples as events, a cancel keeps what was measured."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import signal
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from kit_run import LABS, ROOT, Run, command, finish, marked, start
from labkit.bench.order import order
from labkit.bench.recording import recorded
from labkit.bench.table import interval
from labkit.bench.workload import checked
from labkit.errors import SetupError
from labkit.lab import read_lab
from labkit.schema.event import parse_line
from labkit.verify.declared import declaration_faults

BENCH = json.loads((ROOT / "test" / "golden" / "lab" / "valid" / "full.json").read_text("utf-8"))["bench"]
MEASURE = """
from labkit.testing import Bench

def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    bench.subject.call("squares:total", list(range(int(x))))
    return {"wall": x / 1000}
"""


def lab(folder: Path, measure: str = MEASURE, **bench: Any) -> Path:
    """The basic lab, with a benchmark."""
    made = folder / "lab"
    shutil.copytree(LABS / "basic", made)
    data = json.loads((made / "lab.json").read_text("utf-8"))
    data["bench"] = {**BENCH, "rounds": 2, "warmup": 1, **bench}
    (made / "lab.json").write_text(json.dumps(data), "utf-8")
    (made / "bench.py").write_text(measure, "utf-8")
    return made


def bench(folder: Path, *options: str, measure: str = MEASURE, work: str = "solutions/plain") -> Run:
    made = lab(folder, measure)
    return finish(*start(command("bench", made, made / work, *options)))


def test_each_point_is_measured_in_each_round(tmp_path: Path) -> None:
    run = bench(tmp_path, "--csv", str(tmp_path / "out.csv"), "--seed", "7")
    assert (run.code, run.done["outcome"], run.left, run.stderr) == (0, "passed", [], "")
    assert run.events[1]["points"] == 9
    samples = [(one["round"], one["x"], one["values"]["wall"]) for one in run.all("sample")]
    assert sorted(samples) == sorted((n, x, x / 1000) for n in (0, 1) for x in (1, 2.5, 64))
    assert "seed 7" in run.all("note")[0]["text"]
    assert run.all("progress")[-1]["done"] == 9
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(int(one["round"]), float(one["x"]), float(one["wall"])) for one in rows] == samples


def test_a_stub_is_not_measured(tmp_path: Path) -> None:
    run = bench(tmp_path, work="starter")
    assert (run.code, run.done["outcome"]) == (1, "failed")
    assert run.done["message"] == "squares.py:6: total is not written yet"
    assert run.all("sample") == []


NEIGHBOURS = [{"id": "yours", "label": "yours"}, {"id": "sums", "label": "sums", "lab": "0.5"}]
MEASURE_BOTH = """
from labkit.testing import Bench, expect_equal

def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    numbers = list(range(int(x)))
    if variant == "sums":
        told = bench.subject.call("sums:told", numbers)
        expect_equal(told[1], sum(numbers), "the sum")
        return {"wall": told[0]}
    bench.subject.call("squares:total", numbers)
    return {"wall": 0}
"""


def course(folder: Path, sums: str | None) -> tuple[Path, Path]:
    """A course of two labs and a learner's course folder; `sums`: the learner's file of the other lab."""
    labs, mine = folder / "labs" / "m00-x", folder / "mine" / "m00-x"
    shutil.copytree(lab(folder, MEASURE_BOTH, variants=NEIGHBOURS, comparisons=[], rounds=1), labs / "0.1-squares")
    shutil.copytree(LABS / "basic", labs / "0.5-sums")
    data = json.loads((labs / "0.5-sums" / "lab.json").read_text("utf-8"))
    (labs / "0.5-sums" / "lab.json").write_text(json.dumps({**data, "id": "0.5", "files": ["sums.py"]}), "utf-8")
    (labs / "0.5-sums" / "solutions" / "plain" / "sums.py").write_text(
        "def told(n):\n    return 2.0, sum(n)\n", "utf-8"
    )
    shutil.copytree(LABS / "basic" / "solutions" / "plain", mine / "0.1-squares")
    if sums is not None:
        (mine / "0.5-sums").mkdir()
        (mine / "0.5-sums" / "sums.py").write_text(sums, "utf-8")
    return labs / "0.1-squares", mine / "0.1-squares"


@pytest.mark.parametrize(
    ("sums", "wall", "reason"),
    [
        ("def told(n):\n    return 1.0, sum(n)\n", 1, None),
        (None, 2, "is not there"),
        ("def told(n):\n    raise NotImplementedError\n", 2, "does not work yet: told is not written yet"),
        ("def told(n):\n    return 1.0, -1\n", 2, "does not work yet: the sum: expected 0, got -1"),
        ("import nowhere\n", 2, "does not work yet: sums.py imports nowhere, which does not exist here"),
    ],
)
def test_another_labs_file_is_the_learners_where_it_works(
    tmp_path: Path, sums: str | None, wall: float, reason: str | None
) -> None:
    made, work = course(tmp_path, sums)
    run = finish(*start(command("bench", made, work)))
    assert (run.code, run.left, run.stderr) == (0, [], ""), run.done
    seen = {(one["variant"], one["values"]["wall"], one.get("label")) for one in run.all("sample")}
    label = None if reason is None else "sums (a solution of lab 0.5)"
    assert seen == {("yours", 0, None), ("sums", wall, label)}
    said = [one["text"] for one in run.all("note") if "solution" in one["text"]]
    expected = f"sums: a solution of lab 0.5 is measured, since your sums.py {reason}"
    assert said == ([] if reason is None else [expected])


def test_a_variant_of_a_lab_that_is_not_there_is_a_fault_of_the_lab(tmp_path: Path) -> None:
    made, work = course(tmp_path, None)
    shutil.rmtree(made.parent / "0.5-sums")
    run = finish(*start(command("bench", made, work)))
    assert (run.code, run.done["outcome"]) == (2, "setup")
    assert "no lab 0.5" in run.done["message"]
    assert any("no lab 0.5" in str(one) for one in declaration_faults(read_lab(made)))


def test_a_lab_without_a_benchmark_says_so(tmp_path: Path) -> None:
    run = finish(*start(command("bench", LABS / "basic", LABS / "basic" / "starter")))
    assert (run.code, run.events) == (2, [])
    assert "lab 0.1 has no benchmark" in run.stderr


@pytest.mark.parametrize(
    ("body", "outcome", "word"),
    [
        ("return {}", "setup", "must return exactly wall"),
        ("return {'wall': float('nan')}", "setup", "no number"),
        ("return 1 / 0", "inconclusive", "ZeroDivisionError"),
    ],
)
def test_a_broken_workload_decides_nothing(tmp_path: Path, body: str, outcome: str, word: str) -> None:
    run = bench(tmp_path, measure=f"def measure(bench, variant, x):\n    {body}\n")
    assert run.done["outcome"] == outcome
    assert word in run.done["message"]


def test_a_cancel_keeps_the_samples(tmp_path: Path) -> None:
    made = lab(tmp_path, rounds=1000)
    process, env = start(command("bench", made, made / "solutions" / "plain"))
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if b'"sample"' in line:
            break
    process.send_signal(signal.SIGINT)
    events = [parse_line(one) for one in (b"".join(lines) + process.stdout.read()).decode().splitlines()]
    process.wait()
    samples = sum(one["event"] == "sample" for one in events)
    assert process.returncode == 130
    assert events[-1]["cancelled"] is True
    assert events[-1]["message"] == f"cancelled; {samples} samples are kept"
    assert marked(env) == []


def test_the_order_is_shuffled_in_each_round_and_repeats_with_its_seed() -> None:
    points = order({**BENCH, "warmup": 2}, 20, 1)
    assert points == order({**BENCH, "warmup": 2}, 20, 1)
    assert points != order({**BENCH, "warmup": 2}, 20, 2)
    assert [one.round for one in points[:7]] == [None] * 6 + [0]
    rounds = [tuple(one.x for one in points if one.round == n) for n in range(20)]
    assert all(sorted(one) == [1, 2.5, 64] for one in rounds)
    assert len(set(rounds)) > 3


def test_the_interval_holds_the_true_median_about_as_often_as_it_says() -> None:
    rng = random.Random(1)
    hits = 0
    for trial in range(100):
        values = [rng.gauss(10, 2) for _ in range(25)]
        low, high = interval(values, trial, 300)
        assert low <= median(values) <= high
        hits += low <= 10 <= high
    assert 85 <= hits <= 100


def test_values_are_the_declared_metrics() -> None:
    assert checked({"a": 1, "b": 2.5}, ["a", "b"]) == {"a": 1.0, "b": 2.5}
    for values in ({}, {"a": 1}, {"a": 1, "b": "2"}, {"a": 1, "b": True}, {"a": 1, "b": 2, "c": 3}, None):
        with pytest.raises(SetupError):
            checked(values, ["a", "b"])


def test_the_table_reads_well_in_a_terminal(tmp_path: Path) -> None:
    made = lab(tmp_path)
    args = [one for one in command("bench", made, made / "solutions" / "plain") if one != "--json"]
    process, _ = start(args)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"\x1b" not in out
    table = err.decode().splitlines()
    assert table[1].split()[:2] == ["variant", "workers"]
    assert "0.064 (0.064 to 0.064)" in table[-1]


ELSEWHERE = {
    "id": "elsewhere",
    "label": "threads (recorded)",
    "recorded": {"file": "recordings/one.json", "on": "there"},
}
RECORDING = {
    "version": 1,
    "date": "2026-11-28",
    "machine": {"python": "3.14.0", "implementation": "CPython", "gil": False, "system": "Linux", "cores": 4},
    "samples": [{"x": x, "round": n, "values": {"wall": x * 10}} for n in (0, 1) for x in (1, 2.5, 64)],
}


def with_recording(folder: Path, recording: object = RECORDING) -> Path:
    made = lab(folder, variants=[*BENCH["variants"], ELSEWHERE])
    (made / "recordings").mkdir()
    text = recording if isinstance(recording, str) else json.dumps(recording)
    (made / "recordings" / "one.json").write_text(text, "utf-8")
    return made


def test_a_recorded_variant_is_shown_and_not_measured(tmp_path: Path) -> None:
    made = with_recording(tmp_path)
    run = finish(*start(command("bench", made, made / "solutions/plain")))
    assert (run.code, run.done["outcome"], run.events[1]["points"]) == (0, "passed", 9)
    by_variant: dict[str, list[tuple[int, float, float]]] = {}
    for one in run.all("sample"):
        by_variant.setdefault(one["variant"], []).append((one["round"], one["x"], one["values"]["wall"]))
    assert list(by_variant) == ["elsewhere", "threads"]
    assert by_variant["elsewhere"] == [(n, x, x * 10) for n in (0, 1) for x in (1, 2.5, 64)]
    assert sorted(by_variant["threads"]) == sorted((n, x, x / 1000) for n in (0, 1) for x in (1, 2.5, 64))


@pytest.mark.parametrize(
    ("recording", "words"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "is not valid: expected an object, got a list"),
        ({**RECORDING, "version": 2}, "is of version 2; this kit reads version 1"),
        ({**RECORDING, "date": "lately"}, "date: not a date"),
        ({**RECORDING, "machine": {}}, "machine.python: is missing"),
        ({**RECORDING, "samples": []}, "samples: expected at least 1 entries"),
        ({**RECORDING, "samples": RECORDING["samples"][:1]}, "has the points [1], and lab.json declares [1, 2.5, 64]"),
        (
            {**RECORDING, "samples": [{"x": x, "round": 0, "values": {"mem": 1}} for x in (1, 2.5, 64)]},
            "has values of mem at 1, and lab.json declares wall",
        ),
        (json.dumps(RECORDING).replace('"wall": 10}', '"wall": NaN}'), "samples.0.values.wall: expected a number"),
    ],
)
def test_a_recording_that_does_not_fit_is_refused_with_its_reason(
    tmp_path: Path, recording: object, words: str
) -> None:
    made = with_recording(tmp_path, recording)
    with pytest.raises(SetupError, match=re.escape(words)):
        recorded(read_lab(made))


def test_a_recording_that_is_missing_is_refused(tmp_path: Path) -> None:
    made = with_recording(tmp_path)
    (made / "recordings" / "one.json").unlink()
    run = finish(*start(command("bench", made, made / "solutions/plain")))
    assert (run.code, run.events) == (2, [])
    assert "one.json cannot be read" in run.stderr


def test_verify_refuses_what_would_pass_a_recording_off_as_measured(tmp_path: Path) -> None:
    made = with_recording(tmp_path)
    data = json.loads((made / "lab.json").read_text("utf-8"))
    data["bench"]["variants"][1]["label"] = "threads"
    data["bench"]["predictions"][0]["variant"] = "nobody"
    data["bench"]["comparisons"] = [
        {
            "id": "c",
            "label": "c",
            "metric": "wall",
            "base": {"variant": "threads", "x": 1},
            "other": {"variant": "elsewhere", "x": 1},
        }
    ]
    (made / "lab.json").write_text(json.dumps(data), "utf-8")
    said = [fault.what for fault in declaration_faults(read_lab(made))]
    for words in ("does not say that it is recorded", "which is no variant", "takes a side that is recorded"):
        assert any(words in one for one in said), (words, said)
