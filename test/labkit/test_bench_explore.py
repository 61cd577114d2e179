"""The benchmark beside other tools still speaks the explorer's language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from kit_run import environment

BENCH = Path(__file__).parents[1] / "bench"
WRONG = BENCH.parent / "corpus/fails/read_write/lost_update.py"
RIGHT = BENCH / "programs/lost_update.py"


@pytest.mark.parametrize("technique", ["labkit auto", "labkit dpor", "labkit random unpinned", "stress"])
def test_a_technique_finds_and_is_timed(technique: str) -> None:
    jobs = [("rate", RIGHT)] if technique == "stress" else [("find", WRONG), ("rate", RIGHT)]
    budget = {"seed": 1, "executions": 50, "seconds": 30}
    lines = [
        json.dumps({"technique": technique, "measure": measure, "program": str(program), **budget})
        for measure, program in jobs
    ]
    done = subprocess.run(
        [sys.executable, str(BENCH)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(jobs)
    assert [one["found"] for one in answers] == [measure == "find" for measure, _ in jobs]
    assert all(0 < one["executions"] <= 50 and one["seconds"] > 0 for one in answers)
