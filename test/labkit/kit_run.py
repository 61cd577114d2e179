"""Runs the kit as a user does, and looks for what it leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.schema.event import parse_line

ROOT = Path(__file__).resolve().parents[2]
LABS = ROOT / "test" / "fixtures" / "labs"
MARK = "LC_KIT_TEST"
CALM = "\n\ndef calm():\n    return 1\n"


@dataclass
class Run:
    """A finished command: its events (each parsed by the contract), exit code and standard error."""

    events: list[dict[str, Any]]
    code: int
    stderr: str
    left: list[int]

    def all(self, event: str) -> list[dict[str, Any]]:
        return [one for one in self.events if one["event"] == event]

    def result(self, check: str) -> dict[str, Any]:
        """The one result of `check`."""
        found = [one for one in self.all("check-finished") if one["check"] == check]
        assert len(found) == 1, found
        return found[0]

    @property
    def done(self) -> dict[str, Any]:
        assert self.events[-1]["event"] == "done", self.events[-1]
        return self.events[-1]

    @property
    def printed(self) -> str:
        return "".join(one["text"] for one in self.all("output"))


def environment() -> dict[str, str]:
    """Variables named `LC_...` are passed on to every process of a run, so one tells which belong to this test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LABKIT")}
    paths = [str(ROOT / "src" / "python"), str(ROOT / "dist" / "python-libs")]
    return {**kept, MARK: uuid.uuid4().hex, "PYTHONPATH": os.pathsep.join(paths)}


def marked(env: Mapping[str, str]) -> list[int]:
    """Living processes that carry the mark of `env`."""
    found = []
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                held = (one / "environ").read_bytes().split(b"\0")
                state = (one / "stat").read_bytes().rpartition(b")")[2].split()[0]
            except OSError:
                continue
            if f"{MARK}={env[MARK]}".encode() in held and state != b"Z":
                found.append(int(one.name))
    return found


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else textwrap.dedent(text).encode()
        (folder / name).write_bytes(data)
    return folder


def command(action: str, lab: str | Path, work: Path, *options: str) -> list[str]:
    return [sys.executable, "-P", "-m", "labkit", action, str(lab), "--work", str(work), "--json", *options]


def finish(process: subprocess.Popen[bytes], env: Mapping[str, str]) -> Run:
    out, err = process.communicate(timeout=60)
    events = [parse_line(line) for line in out.decode().splitlines()]
    assert [one["seq"] for one in events] == list(range(len(events)))
    return Run(events, process.returncode, err.decode(), marked(env))


def unprivileged() -> None:
    """For `preexec_fn`: the process obeys the rights of files even when it is root's (Linux)."""
    if os.geteuid() == 0 and sys.platform == "linux":
        import ctypes

        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP
                raise OSError("root keeps the right to read everything here")


def start(args: Sequence[str], **options: Any) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    env = environment()
    options = {"stdin": subprocess.DEVNULL, **options}
    return subprocess.Popen(args, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options), env


def check(folder: Path, files: Mapping[str, str | bytes], *options: str, lab: str = "faults") -> Run:
    """Checks `files` against a fixture lab."""
    work = write(folder / "work", files)
    run = finish(*start(command("check", LABS / lab, work, *options)))
    planned = [one["id"] for one in run.events[1]["checks"]]
    assert [one["check"] for one in run.all("check-finished")] == planned
    assert run.left == []
    assert run.stderr == ""
    assert len(run.all("done")) == 1
    return run


def act(folder: Path, body: str, *options: str) -> Run:
    """Checks an `act.py` with this body against the lab for programs that misbehave."""
    return check(folder, {"act.py": textwrap.dedent(body) + CALM}, *options)


def show(run: Run) -> str:
    return json.dumps(run.events, indent=1)
