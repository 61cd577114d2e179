"""Whichever process of a run is killed, the others end: the host, the judge, the process that guards it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import IO

import pytest
from kit_run import CALM, LABS, command, environment, start, write
from labkit.driver.tree import above, below, processes, seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; expires when another system is tested")

STUBBORN = """
    import json, os, signal, subprocess, sys, time

    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    SLEEP = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(600)"

    def child(**options):
        started = subprocess.Popen([sys.executable, "-c", SLEEP], stdout=subprocess.PIPE, **options)
        started.stdout.readline()
        return started.pid

    def daemon():
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.write(write, str(os.getpid()).encode())
                time.sleep(600)
            os._exit(0)
        return int(os.read(read, 20))

    def act():
        pids = [os.getpid(), child(), child(start_new_session=True, env={}), daemon()]
        with open("pids", "w") as file:
            json.dump(pids, file)
        print("here", flush=True)
        END
    """
FOR_EVER = STUBBORN.replace("END", "while True: time.sleep(600)")
KILLS_THE_JUDGE = STUBBORN.replace("END", "os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)")


def work(folder: Path, source: str) -> Path:
    return write(folder / "work", {"act.py": textwrap.dedent(source) + CALM})


def started(stream: IO[bytes], folder: Path) -> list[int]:
    """Waits for the learner's program and gives the pids of its processes, itself included."""
    for line in stream:
        if b"here" in line:
            return written(folder)
    raise AssertionError("the run ended early")


def written(folder: Path) -> list[int]:
    pids: list[int] = json.loads((folder / "work" / "pids").read_text())
    assert len(pids) == 4
    return pids


def alive(pids: list[int]) -> list[int]:
    table = processes()
    return [one for one in pids if one in table and table[one].state != "Z"]


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 30  # ends a hang of the test
    while alive(pids) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert alive(pids) == []


def test_a_program_that_kills_its_parent_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    process, _ = start(command("check", LABS / "faults", work(tmp_path, KILLS_THE_JUDGE)))
    rest, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert errors.decode() == (
        "labkit: the kit was ended by signal SIGKILL, perhaps by your program, so nothing more was decided\n"
    )
    assert b"passed" not in rest
    assert alive(written(tmp_path)) == []


def test_a_judge_whose_guard_is_killed_cancels_and_leaves_nothing(tmp_path: Path) -> None:
    process, _ = start(command("check", LABS / "faults", work(tmp_path, FOR_EVER)))
    assert process.stdout is not None
    pids = started(process.stdout, tmp_path)
    pids += [one.pid for one in below(process.pid, processes())]
    process.kill()
    rest = process.stdout.read()  # ends when the last writer is gone
    process.wait()
    assert json.loads(rest.splitlines()[-1])["cancelled"] is True
    wait_until_gone(pids)


HOST = """
    import subprocess, sys

    kit = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    for line in kit.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.flush()
    """


def test_a_host_that_is_killed_takes_the_run_with_it(tmp_path: Path) -> None:
    kit = command("check", LABS / "faults", work(tmp_path, FOR_EVER), "--watch-stdin")
    host = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOST), *kit], env=environment(), stdout=subprocess.PIPE
    )
    assert host.stdout is not None
    pids = started(host.stdout, tmp_path)
    kit_processes = [one.pid for one in below(host.pid, processes()) if one.state != "Z"]
    assert set(alive(pids)) == set(pids) <= set(kit_processes)
    pids = kit_processes
    host.kill()
    host.wait()
    wait_until_gone(pids)


def test_a_terminal_that_is_closed_cancels(tmp_path: Path) -> None:
    process, _ = start(command("check", LABS / "faults", work(tmp_path, FOR_EVER)))
    assert process.stdout is not None
    pids = started(process.stdout, tmp_path)
    process.send_signal(signal.SIGHUP)
    rest = process.stdout.read()
    assert process.wait(60) == 130
    assert json.loads(rest.splitlines()[-1])["cancelled"] is True
    assert alive(pids) == []


def test_ancestors_are_read_nearest_first_and_a_circle_ends() -> None:
    table = processes()
    assert above(os.getpid(), table)[0] == os.getppid()
    ring = {pid: table[os.getpid()].__class__(pid, parent, "S", 0) for pid, parent in ((1, 2), (2, 1))}
    assert above(1, ring) == [2, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0:01.25", 1.25), ("00:00:07", 7.0), ("1:02:03", 3723.0), ("2-01:00:00", 176400.0)],
)
def test_cpu_time_is_read_as_ps_prints_it(text: str, expected: float) -> None:
    assert seconds(text) == expected
