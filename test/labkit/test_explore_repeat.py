"""Same file, same seed, same Python: the same result. And nothing is left behind."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from labkit.errors import SetupError
from labkit.explore import Options, Result, explore
from labkit.explore.engine.outcome import Cancelled
from labkit.explore.instrument.remembered import Remembered
from labkit.explore.schedule import Schedule, places
from labkit.explore.search import Search
from labkit.explore.strategies.script import Script

Record = Callable[[str, object], None]

CORPUS = Path(__file__).parents[1] / "corpus"
PROGRAMS = [
    CORPUS / "fails/read_write/check_then_act.py",
    CORPUS / "fails/condition/if_instead_of_while.py",
    CORPUS / "fails/futures/shared_total.py",
    CORPUS / "passes/futures/results_in_order.py",
    CORPUS / "passes/condition/bounded_buffer.py",
]


def plain(result: Result) -> str:
    return json.dumps(replace(result, seconds=0.0).as_json())


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_same_seed_gives_the_same_bytes(program: Path) -> None:
    options = Options(seed=5, max_schedules=100)
    assert plain(explore(program, options=options)) == plain(explore(program, options=options))


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = CORPUS / "fails/futures/shared_total.py"
    seen = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-P", "-m", "labkit", "explore", str(program), "--json", "--seed", "3"]
        path = ":".join(one for one in sys.path if one)
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=60, env={"PYTHONPATH": path, "PYTHONHASHSEED": seed}
        )
        assert run.returncode == 1, run.stderr
        data = json.loads(run.stdout.splitlines()[-1])
        data["seconds"] = 0
        seen.add(json.dumps(data))
    assert len(seen) == 1


@pytest.mark.parametrize("program", [*PROGRAMS[:3], CORPUS / "fails/lock/dining_philosophers.py"], ids=lambda p: p.stem)
def test_a_saved_schedule_replays_a_thousand_times_of_a_thousand(program: Path) -> None:
    first = explore(program)
    saved = Schedule.parse(json.loads(json.dumps(first.schedule)))
    for _ in range(2):
        again = explore(program, recorded=saved)
        assert (again.verdict, again.form, again.schedule) == ("failed", first.form, first.schedule)
    search = Search(program)
    with search._prepared():
        for _ in range(1000):
            outcome, trace = search._once(Script(saved.threads()))
            assert (outcome.form, places(trace, search.program.sites)) == (first.form, saved.places)


def test_a_schedule_of_changed_source_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "bank.py"
    source = (CORPUS / "fails/read_write/check_then_act.py").read_text()
    program.write_text(source)
    saved = Schedule.parse(explore(program).schedule)
    program.write_text(source + "\n# changed\n")
    with pytest.raises(SetupError, match=r"bank\.py has changed"):
        explore(program, recorded=saved)


def test_a_schedule_that_parts_from_the_program_is_not_decided() -> None:
    program = CORPUS / "fails/read_write/check_then_act.py"
    saved = Schedule.parse(explore(program).schedule)
    parted = replace(saved, turns=((0, 1), (7, 3), *saved.turns[1:]))
    result = explore(program, recorded=parted)
    assert result.verdict == "inconclusive"
    assert "parted" in result.message


REST = {"places": [], "sources": {}, "scenario": "s", "python": "3"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"version": 99},
        {"version": 1},
        {"version": 1, "turns": [[0]], **REST},
        {"version": 1, "turns": [[0, -4]], **REST},
        {"version": 1, "turns": [[0, 10**12]], **REST},
        {"version": 1, **REST, "turns": 7, "places": 8, "sources": 9},
    ],
)
def test_a_broken_schedule_is_refused_with_one_sentence(data: object) -> None:
    with pytest.raises(SetupError, match="save it again with --save"):
        Schedule.parse(data)


def tasks() -> int:
    folder = Path("/proc/self/task")
    return len(list(folder.iterdir())) if folder.is_dir() else threading.active_count()


def wait_for_exit(before: int) -> int:
    """Ended threads leave the system's table a moment later than they leave Python's."""
    pause = threading.Event()
    for _ in range(200):
        if tasks() <= before:
            break
        pause.wait(0.01)
    return tasks()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_no_thread_is_left(program: Path) -> None:
    before = tasks()
    explore(program, options=Options(max_schedules=50))
    assert wait_for_exit(before) <= before


def test_no_thread_is_left_after_an_interrupt() -> None:
    before = tasks()

    def interrupt(schedules: int, budget: int) -> None:
        if schedules:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        explore(PROGRAMS[-1], options=Options("random", max_schedules=100_000), progress=interrupt)
    assert wait_for_exit(before) <= before


def test_a_search_cancelled_from_another_thread_ends_at_once() -> None:
    before = tasks()
    search = Search(PROGRAMS[-1], "scenario", Options("random", max_schedules=10_000_000))
    threads: list[threading.Thread] = []

    def cancel(schedules: int, budget: int) -> None:
        if not threads:
            threads.append(threading.Thread(target=search.cancel))
            threads[0].start()

    search._progress = cancel
    with pytest.raises(Cancelled):
        search.run()
    threads[0].join()
    assert wait_for_exit(before) <= before


def resident() -> int:
    """Kilobytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def test_what_is_known_of_classes_is_forgotten_when_there_are_too_many() -> None:
    asked: list[int] = []
    remembered: Remembered[int, int] = Remembered(lambda key: asked.append(key) or -key)
    assert [remembered[key] for key in (1, 2, 1)] == [-1, -2, -1]
    assert asked == [1, 2]
    assert all(remembered[key] == -key for key in range(10_000))
    assert len(remembered) <= 1_000


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="reads the memory in use from /proc")
@pytest.mark.parametrize("strategy", ["auto", "surw", "random"])
@pytest.mark.parametrize("name", ["time/generous_timeout", "read_write/classes_made_anew"])  # no search of them ends
def test_memory_stays_flat_over_a_hundred_thousand_schedules(name: str, strategy: str, record_property: Record) -> None:
    program = CORPUS / f"passes/{name}.py"
    seen: list[tuple[int, int]] = []

    def watch(schedules: int, budget: int) -> None:
        seen.append((schedules, resident()))

    options = Options(strategy, max_schedules=100_000)
    result = explore(program, options=options, progress=watch)
    assert (result.verdict, result.schedules) == ("passed", 100_000)
    settled = [memory for schedules, memory in seen if schedules > 10_000]
    growth = settled[-1] - settled[0]
    record_property(f"memory growth over {result.schedules} schedules of {name}, {strategy} (KB)", growth)
    assert growth < 4_000
