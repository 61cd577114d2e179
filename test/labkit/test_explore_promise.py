"""The promise: 4 threads, 200 visible operations; bugs of depth 3 or less are found by each seed in 1,000 schedules.

The programs are made from a pattern: in which order the threads have to come to one object for the bug to show. All of
that is hidden in the middle of other work, at places drawn from the pattern's own seed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from textwrap import dedent, indent

import pytest
from labkit.explore import Options, explore

Record = Callable[[str, object], None]
PATTERNS = {
    "into one window": "0a 1b 0c",
    "into a window of the last thread": "3a 0b 3c",
    "two windows into each other": "1a 0b 1c 0d",
    "two threads into one window": "2a 0b 1c 2d",
    "all threads backwards": "3a 2b 1c 0d",
    "all threads out of order": "1a 3b 0c 2d",
}
WORK = {
    "on its own object": (1, "mine.n = 1"),
    "writing one attribute": (1, "box.noise = 1"),
    "under a lock": (3, "with box.lock:\n    box.noise = 1"),
}
HEAD = """
    import threading
    class Box:
        def __init__(self):
            self.trail = []
            self.n = self.noise = 0
            self.lock = threading.Lock()
    def scenario():
        box = Box()
"""
TAIL = """
        threads = [threading.Thread(target=one) for one in (work0, work1, work2, work3)]
        for t in threads: t.start()
        for t in threads: t.join()
"""
ORDER = """
class Stage:
    def __init__(self): self.reached = self.noise = 0
def scenario():
    stage = Stage()
    def step(number, before):
        for _ in range(before): stage.noise += 1
        if stage.reached == number:
            stage.reached = number + 1
        for _ in range(20 - before): stage.noise += 1
    threads = [threading.Thread(target=step, args=one) for one in ((3, 3), (2, 10), (1, 16), (0, 19))]
    for t in threads: t.start()
    for t in threads: t.join()
    assert stage.reached < 4
"""
DEKKER = """
class State:
    def __init__(self): self.a = self.b = False; self.noise = self.inside = self.most = 0
def scenario():
    state = State()
    def enter(mine, other, before):
        for _ in range(before): state.noise += 1
        if not getattr(state, other):
            setattr(state, mine, True)
            state.inside += 1
            state.most = max(state.most, state.inside)
            state.inside -= 1
            setattr(state, mine, False)
    threads = [threading.Thread(target=enter, args=one) for one in (("a", "b", 20), ("b", "a", 5))]
    for t in threads: t.start()
    for t in threads: t.join()
    assert state.most < 2
"""


def hidden(pattern: str, work: str) -> str:
    """A program of 4 threads whose assertion fails in the order of `pattern` alone."""
    draw = Random(f"{pattern} {work}")
    cost, line = WORK[work]
    marks = [(int(one[0]), one[1]) for one in PATTERNS[pattern].split()]
    text = dedent(HEAD)
    for thread in range(4):
        mine = [mark for owner, mark in marks if owner == thread]
        lines = [line] * ((40 - len(mine)) // cost)
        for number, at in enumerate(sorted(draw.sample(range(len(lines) + 1), len(mine)))):
            lines.insert(at + number, f"box.trail.append({mine[number]!r})")
        text += f"    def work{thread}():\n        mine = Box()\n" + "".join(
            indent(one, "        ") + "\n" for one in lines
        )
    return text + dedent(TAIL).replace("\n", "\n    ") + f"\n    assert box.trail != {[mark for _, mark in marks]!r}\n"


PROGRAMS = {
    **{f"{pattern}, {work}": hidden(pattern, work) for pattern in PATTERNS for work in WORK},
    "four stages in order": "import threading\n" + ORDER,
    "two flags that are no lock": "import threading\n" + DEKKER,
}


def schedules_to_failure(name: str, folder: Path, seeds: range) -> list[int]:
    path = folder / "program.py"
    path.write_text(PROGRAMS[name])
    found = []
    for seed in seeds:
        result = explore(path, options=Options(seed=seed))
        assert result.verdict == "failed", f"seed {seed}: {result.message}"
        found.append(result.schedules)
    return sorted(found)


@pytest.mark.parametrize("name", ["all threads backwards, under a lock", "two flags that are no lock"])
def test_a_deep_bug_in_a_rare_window_is_found(name: str, tmp_path: Path) -> None:
    schedules_to_failure(name, tmp_path, range(3))


@pytest.mark.long
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_deep_bug_in_a_rare_window_is_found_by_every_seed(name: str, tmp_path: Path, record_property: Record) -> None:
    found = schedules_to_failure(name, tmp_path, range(30))
    record_property(f"schedules to failure: {name} (median, worst of 30)", f"{found[15]}, {found[-1]}")
