"""One trial: a folder of files, checked by a `labkit check` of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from labkit.check.lab_run import LabRun, arguments, read_run
from labkit.course import brought_labs
from labkit.driver.exploring import EXPLORE_SCHEDULES, EXPLORE_SEED
from labkit.driver.process import kit_environment
from labkit.lab import Lab

MAX_SECONDS = 300.0


def trial(
    lab: Lab,
    files: Sequence[tuple[str, Path]],
    *,
    checks: Sequence[str] = (),
    action: str = "check",
    seed: int = 0,
    schedules: int | None = None,
    seconds: float = MAX_SECONDS,
) -> LabRun:
    """Copies the starter, that of labs it brings too, lays `files` (name, source) over it and runs `action` on it, for
    `seconds` at most.

    `seed`: where searches start. `schedules`: in place of the checks' own budgets.
    """
    with tempfile.TemporaryDirectory(prefix="labkit-verify-") as folder:
        work = Path(folder)
        for one in (*brought_labs(lab), lab):
            for name in one.files:
                _copy(one.starter / name, work / name)
        for name, source in files:
            _copy(source, work / name)
        command = [sys.executable, "-P", "-m", "labkit", *arguments(lab, work, action=action, checks=checks)]
        if action == "bench":
            command += ["--smoke"]
        environment = kit_environment()
        environment[EXPLORE_SEED] = str(seed)
        if schedules is not None:
            environment[EXPLORE_SCHEDULES] = str(schedules)
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.terminate()  # the judge takes its processes with it
            out, err = process.communicate()
        return read_run(out, err, process.returncode)


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def dumps(outcome: LabRun, checks: Collection[str]) -> str:
    """For comparing two runs: outcomes and misconceptions of `checks`, not messages with times in them."""
    keys = {
        name: (one["outcome"], one.get("misconception", {}).get("key"))
        for name, one in outcome.results.items()
        if name in checks
    }
    return json.dumps(keys, sort_keys=True)
