"""A program's timeline is recorded by running it: who is there, who computes, who waits, slot by slot."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from kit_run import LABS, environment
from labkit.errors import SetupError
from labkit.lab import Timeline, read_lab
from labkit.timeline import recording
from labkit.timeline.record import record
from labkit.timeline.recording import difference, record_apart, record_timeline
from labkit.verify.files import file_faults
from labkit.verify.timelines import recorded_faults, timeline_faults

MARKS = {"absent": " ", "running": "#", "waiting": "."}


def program(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "program.py"
    path.write_text("import threading\nimport time\nfrom cpu import compute\n" + dedent(body))
    return path


def drawn(tmp_path: Path, body: str) -> dict[str, str]:
    lanes = record(program(tmp_path, body))
    return {name: "".join(MARKS[state] for state in states) for name, states in lanes.items()}


TWO = """
    def main():
        both = [threading.Thread(target=work, name=name) for name in ("squares", "cubes")]
        for one in both:
            one.start()
        for one in both:
            one.join()
"""


def test_stretches_of_one_thread_follow_each_other(tmp_path: Path) -> None:
    body = """
    def main():
        compute(2)
        time.sleep(1)
        compute(1)
    """
    assert drawn(tmp_path, body) == {"main": "##.#"}


def test_threads_wait_side_by_side(tmp_path: Path) -> None:
    body = f"def work():\n    time.sleep(3)\n{dedent(TWO)}"
    assert drawn(tmp_path, body) == {"main": "...", "squares": "...", "cubes": "..."}


def test_threads_that_compute_take_turns_at_the_interpreter(tmp_path: Path) -> None:
    body = f"def work():\n    compute(2)\n{dedent(TWO)}"
    assert drawn(tmp_path, body) == {"main": "....", "squares": "#.# ", "cubes": ".#.#"}


def test_who_comes_to_the_interpreter_later_has_the_later_turn(tmp_path: Path) -> None:
    body = """
    def late():
        time.sleep(1)
        compute(1)

    def work():
        compute(3)

    def main():
        threading.Thread(target=work, name="squares").start()
        threading.Thread(target=work, name="cubes").start()
        threading.Thread(target=late, name="late").start()
    """
    assert drawn(tmp_path, body) == {"main": ".......", "squares": "#..#.# ", "cubes": ".#..#.#", "late": "..#    "}


def test_computing_goes_on_while_others_sleep(tmp_path: Path) -> None:
    body = """
    def work():
        time.sleep(2)

    def main():
        sleeper = threading.Thread(target=work, name="sleeper")
        sleeper.start()
        compute(2)
        sleeper.join()
        compute(1)
    """
    assert drawn(tmp_path, body) == {"main": "###", "sleeper": ".. "}


def test_a_lock_held_over_a_sleep_keeps_the_other_waiting(tmp_path: Path) -> None:
    body = f"""
lock = threading.Lock()
def work():
    with lock:
        compute(1)
        time.sleep(1)
{dedent(TWO)}"""
    assert drawn(tmp_path, body) == {"main": "....", "squares": "#.  ", "cubes": "..#."}


def test_a_lock_held_over_a_turn_keeps_the_other_waiting_through_it(tmp_path: Path) -> None:
    body = f"lock = threading.Lock()\ndef work():\n    with lock:\n        compute(2)\n{dedent(TWO)}"
    assert drawn(tmp_path, body) == {"main": "....", "squares": "##  ", "cubes": "..##"}


def test_processes_compute_at_the_same_time(tmp_path: Path) -> None:
    body = """
    import multiprocessing

    def work(n, more=0):
        compute(n + more)

    def main():
        both = [multiprocessing.Process(target=work, args=(n,), kwargs={"more": 1}, name=f"p{n}") for n in (2, 1)]
        for one in both:
            one.start()
        compute(1)
        for one in both:
            one.join()
        assert [one.exitcode for one in both] == [0, 0]
    """
    assert drawn(tmp_path, body) == {"main": "#..", "p2": "###", "p1": "## "}


def test_a_process_has_modules_and_arguments_of_its_own(tmp_path: Path) -> None:
    body = """
    from multiprocessing import Process
    seen = []

    def work(given):
        assert seen == [], "the child starts with fresh modules"
        seen.append(1)
        given.append(1)
        compute(len(given))

    def main():
        given = [0]
        seen.append(0)
        child = Process(target=work, args=(given,))
        child.start()
        child.join()
        assert (seen, given) == ([0], [0])
    """
    assert drawn(tmp_path, body) == {"main": "..", "Process-1": "##"}


def test_a_process_may_compute_itself_and_waits_for_its_own_threads(tmp_path: Path) -> None:
    body = """
    from multiprocessing import Process

    def parent():
        threading.Thread(target=compute, args=(2,), name="inner").start()

    def main():
        Process(target=compute, args=(1,), name="bare").start()
        Process(target=parent, name="parent").start()
    """
    assert drawn(tmp_path, body) == {"main": "..", "bare": "# ", "parent": "..", "inner": "##"}


def test_a_pool_a_timer_and_an_event_keep_their_times(tmp_path: Path) -> None:
    body = """
    from concurrent.futures import ThreadPoolExecutor

    def work(n):
        time.sleep(n)

    def main():
        with ThreadPoolExecutor(2, thread_name_prefix="w") as pool:
            list(pool.map(work, [1, 2, 1]))
        set = threading.Event()
        timer = threading.Timer(2, set.set)
        timer.name = "timer"
        timer.start()
        assert not set.wait(1)
        assert set.wait()
    """
    assert drawn(tmp_path, body) == {"main": "....", "w_0": "..  ", "w_1": "..  ", "timer": "  .."}


def test_the_main_thread_stays_until_the_others_are_done_and_a_daemon_does_not(tmp_path: Path) -> None:
    body = """
    def main():
        threading.Thread(target=compute, args=(2,), name="worker").start()
        threading.Thread(target=time.sleep, args=(9,), name="daemon", daemon=True).start()
    """
    assert drawn(tmp_path, body) == {"main": "..", "worker": "##", "daemon": ".."}


def test_the_file_cpu_beside_the_program_is_not_what_computes_while_it_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "cpu.py").write_text("def compute(slots):\n    raise RuntimeError('this is the real one')\n")
    assert drawn(tmp_path, "def main():\n    compute(1)\n") == {"main": "#"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("x = 1", r"defines no function main\(\)"),
        ("def main(", "not valid Python"),
        ("async def main(): pass", "async def"),
        ("def main():\n    time.sleep(0.5)\n    compute(1)", "main begins to compute at 0.5 s"),
        ("def main():\n    time.sleep(0.5)", "main ends at 0.5 s"),
        ("def main():\n    compute(0.5)", "whole number of slots, not 0.5"),
        ("def main():\n    compute(-1)", "whole number of slots, not -1"),
        ("def main():\n    raise KeyError('x')", "main failed: KeyError"),
        ("def main():\n    threading.Thread(target=1 .real, name='t').start()", "t failed: TypeError"),
        ("def main():\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()", "deadlock"),
        ("def main():\n    while True:\n        time.sleep(1)", "steps"),
        ("def main():\n    compute(10**12)", "steps"),
        (
            "def main():\n    for _ in range(2):\n"
            "        threading.Thread(target=compute, args=(1,), name='t').start()",
            "two lanes with the name t",
        ),
        ("import asyncio\ndef main():\n    asyncio.run(None)", "asyncio.run cannot be recorded"),
        ("from asyncio import run\ndef main(): pass", "asyncio.run cannot be recorded"),
        (
            "import multiprocessing\ndef main():\n    multiprocessing.Queue()",
            "multiprocessing.Queue cannot be recorded",
        ),
        (
            "import multiprocessing\ndef main():\n    class P(multiprocessing.Process): pass",
            "a subclass of Process cannot be recorded",
        ),
        (
            "import multiprocessing\ndef main():\n    def inner(): pass\n"
            "    multiprocessing.Process(target=inner).start()",
            r"defines no function inner\(\)",
        ),
        (
            "import multiprocessing\ndef main():\n    multiprocessing.Process(target=print, args=(lambda: 1,)).start()",
            "failed: .*pickle",
        ),
        ("import subprocess\ndef main():\n    subprocess.run(['true'])", "program.py:6 starts a process"),
        ("import os\ndef main():\n    os._exit(0)", "program.py:6 ends the process"),
    ],
)
def test_a_program_that_cannot_be_recorded_is_named_with_the_reason(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        record(program(tmp_path, body))


def test_a_program_that_ends_its_process_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"program.py ended its process \(code -?\d+\)"):
        record_apart(program(tmp_path, "import signal\ndef main():\n    signal.raise_signal(signal.SIGTERM)\n"))


def test_a_program_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MAX_SECONDS", 2.0)
    with pytest.raises(SetupError, match=r"did not end within 2 s"):
        record_apart(program(tmp_path, "def main():\n    while True:\n        pass\n"))


def test_what_a_program_prints_does_not_get_into_the_recording(tmp_path: Path) -> None:
    body = "import os\ndef main():\n    print('{}')\n    os.write(1, b'{}\\n')\n    compute(1)\n"
    assert record_apart(program(tmp_path, body)) == {"main": ["running"]}


# -- with a lab ------------------------------------------------------------------------------------------------------

SLEEPS = """
import threading
import time
from cpu import compute

def main():
    threading.Thread(target=time.sleep, args=(2,), name="squares").start()
    compute(1)
"""
RIGHT = [["running", "waiting", "absent"], ["waiting", "waiting", "absent"]]


def timeline(**changes: Any) -> dict[str, Any]:
    return {
        "id": "sleeps", "title": "A sleep", "file": "timelines/sleeps.py", "slots": 3, "lanes": ["main", "squares"],
        "recorded": RIGHT, "notice": "Sleeping takes no processor.", **changes,
    }  # fmt: skip


def lab(tmp_path: Path, *timelines: dict[str, Any]) -> Path:
    folder = tmp_path / "lab"
    if not folder.exists():
        shutil.copytree(LABS / "basic", folder)
        (folder / "timelines").mkdir()
        (folder / "timelines" / "sleeps.py").write_text(SLEEPS)
        (folder / "timelines" / "cpu.py").write_text("def compute(slots: int) -> None: ...\n")
    file = folder / "lab.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "timelines": list(timelines)}))
    return folder


def faults(folder: Path) -> list[str]:
    made = read_lab(folder)
    found = [*timeline_faults(made)]
    for one in made.timelines:
        found += recorded_faults(made, one)[0]
    return [str(one) for one in found]


def test_a_lab_whose_programs_run_as_recorded_has_no_fault(tmp_path: Path) -> None:
    folder = lab(tmp_path, timeline())
    assert faults(folder) == []
    assert not any("timelines" in str(one) for one in file_faults(read_lab(folder)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"recorded": [["running", "running", "absent"], RIGHT[1]]},
            "says that main is running in slot 2, and it is w",
        ),
        ({"recorded": []}, "has no 2 lanes of 3 slots"),
        ({"recorded": [RIGHT[0], RIGHT[1][:2]]}, "has no 2 lanes of 3 slots"),
        ({"slots": 1}, "takes 2 slots, more than the 1"),
        ({"lanes": ["main"]}, "has a lane squares too"),
        ({"lanes": ["main", "cubes"]}, "has no lane cubes; it has main, squares"),
        ({"lanes": ["main", "main"]}, "names a lane twice"),
        ({"file": "timelines/none.py"}, "missing"),
        ({"file": "starter/squares.py"}, "does not lie in timelines/"),
    ],
)
def test_a_lab_that_says_something_else_has_a_fault(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    assert any(words in one for one in faults(lab(tmp_path, timeline(**changes)))), words


def test_two_timelines_of_one_id_a_stray_file_and_a_missing_cpu_are_faults(tmp_path: Path) -> None:
    folder = lab(tmp_path, timeline(), timeline())
    (folder / "timelines" / "stray.py").write_text("")
    (folder / "timelines" / "cpu.py").unlink()
    found = faults(folder)
    assert "lab.json: the timeline sleeps is declared twice" in found
    assert "timelines/stray.py: is no program of a timeline and none imports it" in found
    assert "timelines/cpu.py: is imported and defines no compute(slots)" in found


def test_a_recording_shorter_than_the_drawing_ends_in_absence(tmp_path: Path) -> None:
    made = read_lab(lab(tmp_path, timeline()))
    one: Timeline = made.timelines[0]
    assert record_timeline(one, made.folder) == RIGHT
    assert difference(one, RIGHT) is None


def command(folder: Path, *options: str) -> tuple[int, str, str]:
    args = [sys.executable, "-P", "-m", "labkit", "timeline", str(folder), *options]
    done = subprocess.run(args, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_prints_the_lanes_and_what_to_paste(tmp_path: Path) -> None:
    folder = lab(tmp_path, timeline())
    code, out, _ = command(folder)
    assert code == 0
    assert "  main    |##|..|  |\n  squares |..|..|  |\n  lab.json says the same" in out
    code, out, _ = command(lab(tmp_path, timeline(recorded=[])), "sleeps", "--json")
    assert (code, json.loads(out)) == (1, {"sleeps": RIGHT})


def test_the_command_names_what_there_is(tmp_path: Path) -> None:
    assert command(lab(tmp_path, timeline()), "naps")[::2] == (
        2,
        "labkit: lab 0.1 has no timeline naps; it has sleeps\n",
    )
    assert command(LABS / "basic")[::2] == (2, "labkit: lab 0.1 declares no timelines\n")
