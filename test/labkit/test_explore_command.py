"""The command: event lines, exit codes, and programs that end, break or outlive the process they run in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

COUNT = """
    import threading
    class Box:
        def __init__(self): self.n = 0
    def scenario():
        box = Box()
        def add(): box.n += 1
        threads = [threading.Thread(target=add) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        assert box.n == 2
"""
SPIN = """
    import threading
    class Box:
        def __init__(self): self.n = 0
    def scenario():
        box = Box()
        def add():
            for _ in range(30): box.n = 1
        threads = [threading.Thread(target=add) for _ in range(3)]
        for t in threads: t.start()
        for t in threads: t.join()
"""


def _heed_interrupts() -> None:
    """A shell that starts these tests in the background has them ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(tmp_path: Path, body: str, *more: str) -> subprocess.Popen[str]:
    path = tmp_path / "program.py"
    path.write_text(dedent(body))
    paths = ":".join(one for one in sys.path if one)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "labkit", "explore", str(path), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": paths},
        preexec_fn=_heed_interrupts,
    )  # fmt: skip


def run(tmp_path: Path, body: str, *more: str) -> tuple[int, str, str]:
    process = start(tmp_path, body, *more)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_the_last_line_of_json_is_the_result_and_those_before_tell_how_far_it_is(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, SPIN, "--json", "--max-schedules", "700")
    *progress, result = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert progress
    assert all(one["event"] == "schedule-progress" and one["limit"] == 700 for one in progress)
    told = [one["schedules"] for one in progress]
    assert told == sorted(told)
    assert told[-1] <= result["schedules"] == 700
    assert (result["version"], result["verdict"]) == (1, "passed")


def test_without_json_and_a_terminal_only_the_result_is_printed(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, COUNT)
    assert (code, err) == (1, "")
    assert out.startswith("assert box.n == 2 does not hold\n\n  T1    program.py:7 ")


def test_no_address_is_in_the_result(tmp_path: Path) -> None:
    body = "class Box: pass\ndef scenario():\n    box = Box()\n    box.me = box\n    raise ValueError(box, [box])\n"
    _, out, _ = run(tmp_path, body, "--json")
    assert "ValueError" in out
    assert "0x" not in out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("import posix; posix._exit(0)", "the program ended the whole process (exit code 0)"),
        ("import os; os.kill(os.getpid(), 9)", "program.py:3 sends a signal"),
        ("import signal; signal.raise_signal(signal.SIGTERM)", "the program ended the whole process (signal 15, Term"),
        ("import signal; signal.raise_signal(signal.SIGINT)", "the program ended the whole process (exit code 1)"),
        ("import faulthandler; faulthandler._sigsegv()", "the program ended the whole process (signal 11, Segm"),
        ("import os; os._exit(0)", "program.py:3 ends the process"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="ends a process in ways of POSIX")
def test_a_program_that_ends_its_process_is_not_decided(tmp_path: Path, line: str, words: str) -> None:
    code, out, _ = run(tmp_path, f"def scenario():\n    for _ in 'x':\n        {line}\n")
    assert code == 3
    assert out.startswith("not decided: ")
    assert words in out


def children(process: subprocess.Popen[str]) -> list[int]:
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(one) for one in found]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_cancelled_search_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    process = start(tmp_path, SPIN, "--json", "--max-schedules", "100000000")
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "schedule-progress"
    searching = children(process)
    assert len(searching) == 1
    opened = [os.pidfd_open(one) for one in searching]
    process.send_signal(how)
    process.communicate(timeout=20)
    assert process.returncode == (130 if how == signal.SIGINT else -9)
    for one in opened:
        import select

        assert select.select([one], [], [], 20)[0], "the searching process outlives the command"
        os.close(one)


def test_a_broken_or_foreign_schedule_is_refused_in_one_line(tmp_path: Path) -> None:
    saved = tmp_path / "schedule.json"
    run(tmp_path, COUNT, "--save", str(saved))
    data = json.loads(saved.read_text())
    for change, words in (
        ({"sources": {"program.py": "0" * 16}}, "labkit: program.py has changed since this schedule was saved"),
        ({"scenario": "other"}, "labkit: this schedule is of other(), not of scenario()"),
        ({"version": 2}, "labkit: this schedule is of version 2, from a newer kit"),
        ({"version": 0}, "labkit: not a schedule of version 1"),
        ({"turns": [[0, -1]]}, "labkit: this schedule is damaged"),
    ):
        saved.write_text(json.dumps({**data, **change}))
        code, out, err = run(tmp_path, COUNT, "--replay", str(saved))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(words)


def test_turns_written_by_hand_are_replayed_from_a_file(tmp_path: Path) -> None:
    written = tmp_path / "turns.json"
    written.write_text('[["T1", 1], ["T2", 2], ["T1", 1]]')
    code, out, _ = run(tmp_path, COUNT, "--replay", str(written))
    assert code == 1
    assert "assert box.n == 2 does not hold" in out
    written.write_text('[["T1", 1], ["T5", 2]]')
    code, out, err = run(tmp_path, COUNT, "--replay", str(written))
    assert (code, out) == (2, "")
    assert "turn 2: there is no thread T5; who can run there: T1, T2" in err
