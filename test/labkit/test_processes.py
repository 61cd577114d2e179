"""Whatever a learner's program starts, nothing of it lives on after the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from kit_run import CALM, LABS, act, command, environment, finish, marked, start, write
from labkit.driver.activity import Activity
from labkit.driver.link import parse_stacks
from labkit.driver.tree import Process, Tree, below, family

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; expires when another system is tested")


@linux
@pytest.mark.parametrize(
    "start_it",
    [
        "subprocess.Popen(['sleep', '600'])",
        "subprocess.Popen(['sleep', '600'], start_new_session=True, env={})",
        "subprocess.Popen(['sh', '-c', 'trap \"\" TERM INT HUP; sleep 600 & wait; sleep 600'])",
        "subprocess.Popen(['sh', '-c', 'setsid sleep 600 & setsid sleep 600 &']).wait()",
    ],
)
def test_processes_left_behind_are_named_and_ended(tmp_path: Path, start_it: str) -> None:
    run = act(tmp_path, f"import subprocess\n\ndef act():\n    {start_it}\n    return 'done'\n")
    assert run.result("acts")["outcome"] == "passed"  # whether it may is for the lab's checks to say
    assert "your program still had" in run.all("note")[0]["text"]
    assert "process" in run.all("note")[0]["text"]


@linux
def test_a_double_forked_daemon_is_ended(tmp_path: Path) -> None:
    body = """
        import os, time

        def act():
            read, write = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(write, b"x")
                    time.sleep(600)
                os._exit(0)
            os.read(read, 1)
            os.wait()
            return "done"
        """
    run = act(tmp_path, body)
    assert "1 process" in run.all("note")[0]["text"]


@linux
def test_a_bounded_fork_bomb_ends_with_a_clear_message(tmp_path: Path) -> None:
    body = """
        import os, time

        def act():
            for _ in range(90):
                if os.fork() == 0:
                    time.sleep(600)
            time.sleep(600)
        """
    result = act(tmp_path, body).result("acts")
    assert result["outcome"] == "failed"
    assert result["message"].startswith("act had ")
    assert "processes at one time (limit 64)" in result["message"]


@linux
def test_a_fork_bomb_that_doubles_ends_with_a_clear_message(tmp_path: Path) -> None:
    body = "import os, time\n\ndef act():\n    for _ in range(8):\n        os.fork()\n    time.sleep(600)\n"
    run = act(tmp_path, body, "--processes", "20")
    assert run.result("acts")["message"].startswith("act had ")
    assert run.result("acts")["message"].endswith("processes at one time (limit 20); it was ended")
    assert run.result("goes-on")["outcome"] == "passed"


def test_threads_left_behind_are_named(tmp_path: Path) -> None:
    body = """
        import threading

        def act():
            threading.Thread(target=threading.Event().wait, name="left").start()
            threading.Thread(target=threading.Event().wait, name="daemon", daemon=True).start()
            return "done"
        """
    run = act(tmp_path, body)
    assert run.all("note")[0]["text"] == "after acts, your program still had 2 threads (left, daemon); it was ended"
    assert run.code == 0


@linux
def test_the_subject_dies_with_a_judge_that_is_killed(tmp_path: Path) -> None:
    work = write(
        tmp_path / "work", {"act.py": "def act():\n    print('here', flush=True)\n    while True: pass\n" + CALM}
    )
    process, env = start(command("check", LABS / "faults", work))
    assert process.stdout is not None
    for line in process.stdout:
        if b"here" in line:
            break
    # The subject at least: who is not root cannot read the judge's environment, as the judge wants it.
    assert marked(env)
    process.kill()
    process.wait()
    process.stdout.read()  # ends when the last writer is gone
    for pid in marked(env):
        subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], timeout=10, check=True)
    assert marked(env) == []


def test_a_process_tree_is_read_parents_first() -> None:
    table = {pid: Process(pid, parent, "S", 0) for pid, parent in ((1, 0), (2, 1), (3, 2), (4, 1), (9, 8))}
    assert {one.pid for one in below(1, table)} == {2, 3, 4}
    assert [one.pid for one in below(2, table)] == [3]


@linux
def test_a_family_has_children_of_every_thread_and_nobody_else() -> None:
    body = """
        import os, signal, sys, threading
        def fork(depth):
            child = os.fork()
            if child == 0:
                if depth:
                    fork(depth - 1)
                signal.pause()
            os.write(1, b"%d\\n" % child)
        threads = [threading.Thread(target=lambda: (fork(1), signal.pause())) for _ in range(2)]
        for one in threads: one.start()
        for one in threads: one.join()
        """
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(body)], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            assert process.stdout is not None
            told = {int(process.stdout.readline()) for _ in range(4)}
            found = family(process.pid)
            assert set(found) == {process.pid, *told}
            assert {one.pid for one in below(process.pid, found)} == told
            assert os.getpid() not in found
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_family_without_the_kernels_lists_is_found_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: False)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process.pid in {one.pid for one in below(os.getpid(), family(os.getpid()))}


def test_dumped_stacks_are_read_main_thread_first(tmp_path: Path) -> None:
    dump = f"""Thread 0x01 (most recent call first):
  File "/lib/threading.py", line 10 in wait
  File "{tmp_path}/act.py", line 4 in left

Current thread 0x02 [python] (most recent call first):
  File "{tmp_path}/act.py", line 9 in act
  File "/kit/labkit/subject/__main__.py", line 99 in _call
"""
    main, other = parse_stacks(dump, tmp_path)
    assert (main.who, other.who) == ("main thread", "thread 1")
    assert main.learner is not None and (main.learner.file, main.learner.line) == ("act.py", 9)
    assert other.learner is not None and other.learner.function == "left"
    assert other.innermost is not None and other.innermost.function == "wait"


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, None])
def test_cancel_ends_the_tree_and_keeps_what_was_found(tmp_path: Path, how: signal.Signals | None) -> None:
    body = """
        import signal, subprocess, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

        def act():
            return "done"

        def calm():
            subprocess.Popen(["sleep", "600"], start_new_session=True)
            print("here", flush=True)
            while True:
                time.sleep(600)
        """
    import textwrap
    import time

    work = write(tmp_path / "work", {"act.py": textwrap.dedent(body)})
    options = ("--watch-stdin",) if how is None else ()
    process, env = start(command("check", LABS / "faults", work, *options), stdin=subprocess.PIPE)
    assert process.stdout is not None and process.stdin is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if b"here" in line:
            break
    asked = time.monotonic()
    if how is None:
        process.stdin.close()
        process.stdin = None
    else:
        process.send_signal(how)
    rest = process.stdout.read()
    seconds = time.monotonic() - asked
    process.wait()
    from labkit.schema.event import parse_line

    events = [parse_line(one) for one in (b"".join(lines) + rest).decode().splitlines()]
    results = {one["check"]: (one["outcome"], one["message"]) for one in events if one["event"] == "check-finished"}
    assert results["acts"][0] == "passed"
    assert results["goes-on"] == ("inconclusive", "cancelled")
    assert events[-1]["event"] == "done" and events[-1]["cancelled"] is True
    assert process.returncode == 130
    assert marked(env) == []
    assert seconds < 5  # ends a hang of the test; the figure itself is measured apart
    print(f"cancelled in {seconds:.3f} s")


def test_a_reader_that_goes_away_ends_nothing_badly(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"act.py": "def act():\n    return 'done'\n" + CALM})
    process, env = start(command("check", LABS / "faults", work))
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert errors == b""
    assert marked(env) == []


def test_the_environment_of_the_caller_does_not_reach_the_program(tmp_path: Path) -> None:
    body = (
        "import os\n\ndef act():\n    return sorted(n for n in os.environ if 'SECRET' in n or 'PROXY' in n.upper())\n"
    )
    work = write(tmp_path / "work", {"act.py": body + CALM})
    env = {**environment(), "MY_SECRET": "1", "HTTP_PROXY": "http://127.0.0.1:9"}
    process = subprocess.Popen(
        command("check", LABS / "faults", work), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert finish(process, env).result("acts")["actual"] == "[]"


@linux
@pytest.mark.parametrize(
    ("body", "alone"),
    [
        ("input()", True),
        ("import threading; threading.Thread(target=threading.Event().wait, daemon=True).start(); input()", False),
        ("import os; os.fork(); input()", False),
        ("while True: pass", False),
    ],
)
def test_one_blocked_thread_is_alone_and_more_or_a_busy_one_are_not(body: str, alone: bool) -> None:
    activity = Activity(tree := Tree("none"))
    assert not activity.alone()  # nothing runs
    code = f"print(1, flush=True)\n{body}"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes, start_new_session=True) as process:
        tree.add(process)
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"1\n"
            deadline = time.monotonic() + 5
            while not activity.idle() and time.monotonic() < deadline and "while" not in body:
                pass
            assert activity.alone() == alone
        finally:
            os.killpg(process.pid, signal.SIGKILL)
