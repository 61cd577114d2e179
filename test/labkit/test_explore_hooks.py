"""What grading hangs onto a search: a judge of results, progress, further folders, arguments, a sample to redraw."""

from __future__ import annotations

from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from labkit.errors import SetupError
from labkit.explore import Options, explore
from labkit.explore.search import Search
from labkit.explore.strategies.random_walk import pick

COUNT = """
    import threading
    class Box:
        def __init__(self): self.n = 0
    def scenario(times=1):
        box = Box()
        def add():
            for _ in range(times): box.n += 1
        threads = [threading.Thread(target=add) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        return box.n
"""


def program(folder: Path, body: str, name: str = "program.py") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(dedent(body))
    return path


def two(value: object) -> str | None:
    return None if value == 2 else f"{value} of 2 are left"


def test_a_result_the_judge_objects_to_is_a_failure_with_the_judges_sentence(tmp_path: Path) -> None:
    result = explore(program(tmp_path, COUNT), judge=two)
    assert (result.verdict, result.form, result.confirmed) == ("failed", "assertion", 3)
    assert result.message == "1 of 2 are left"
    assert any("box.n += 1" in line for line in result.interleaving)


def test_a_result_the_judge_accepts_passes(tmp_path: Path) -> None:
    result = explore(program(tmp_path, COUNT), judge=lambda value: None if value in (1, 2) else "no")
    assert result.verdict == "proved"


def test_the_judge_is_not_asked_about_a_schedule_that_failed_by_itself(tmp_path: Path) -> None:
    body = "def scenario():\n    raise ValueError('own')\n"
    result = explore(program(tmp_path, body), judge=lambda value: "objection")
    assert (result.form, result.message.partition(",")[0]) == ("exception", "ValueError: own")


def test_minimising_does_not_turn_an_objection_into_the_programs_own_assertion(tmp_path: Path) -> None:
    body = """
        import threading
        class Box:
            def __init__(self): self.one = self.two = False
        def scenario():
            box = Box()
            def one(): box.one = True
            def two(): box.two = True
            threads = [threading.Thread(target=one), threading.Thread(target=two)]
            for t in threads: t.start()
            early = box.one and box.two
            assert early or not box.one, "own"
            for t in threads: t.join()
            return early
    """
    path = program(tmp_path, body)
    found = {
        explore(path, options=Options("random", seed), judge=lambda early: "both early" if early else None).message
        for seed in range(30)
    }
    assert found == {"own", "both early"}


def test_progress_is_told_between_schedules_and_may_end_the_search(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(schedules: int, budget: int) -> None:
        told.append((schedules, budget))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        explore(program(tmp_path, COUNT), options=Options(max_schedules=77), progress=progress)
    assert told == [(0, 77)]


def test_the_scenario_gets_a_fresh_copy_of_its_arguments(tmp_path: Path) -> None:
    body = "def scenario(items, more):\n    items.append(more)\n    assert items == [1, 2]\n    return items\n"
    given = [1]
    result = explore(program(tmp_path, body), args=[given], kwargs={"more": 2})
    assert result.verdict == "proved"
    assert given == [1]


def test_arguments_that_do_not_fit_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"scenario\(\) in program.py cannot be called: too many positional"):
        explore(program(tmp_path, COUNT), args=[1, 2])


def test_files_of_further_folders_are_traced(tmp_path: Path) -> None:
    program(tmp_path / "mine", "total = 0\ndef add():\n    global total\n    total += 1\n", "stock.py")
    body = """
        import threading
        import stock
        def scenario():
            threads = [threading.Thread(target=stock.add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            return stock.total
    """
    result = explore(program(tmp_path / "checks", body), judge=two, folders=[tmp_path / "mine"])
    assert result.message == "1 of 2 are left"
    assert any("stock.py:4" in line for line in result.interleaving)


def test_a_further_folder_hides_neither_the_scenarios_siblings_nor_the_standard_library(tmp_path: Path) -> None:
    program(tmp_path / "checks", "WHOSE = 'checks'\n", "facts.py")
    for name in ("facts.py", "queue.py", "program.py", "heapq.py"):
        program(tmp_path / "mine", "WHOSE = 'mine'\n", name)
    body = """
        import heapq
        import queue
        import facts
        def scenario():
            assert facts.WHOSE == 'checks'
            assert not hasattr(queue, 'WHOSE') and not hasattr(heapq, 'WHOSE')
    """
    result = explore(program(tmp_path / "checks", body), folders=[tmp_path / "mine"])
    assert result.verdict in ("passed", "proved")


def test_a_sampled_walk_can_be_redrawn_from_its_seed(tmp_path: Path) -> None:
    walks = Search(program(tmp_path, COUNT), judge=two).sample(range(30))
    assert [one["seed"] for one in walks] == list(range(30))
    for walk in walks:
        draw = Random(walk["seed"]).random
        assert walk["drawn"] == len(walk["steps"]) > 10
        for chosen, ready, _, _ in walk["steps"]:
            assert chosen == (ready[0] if len(ready) == 1 else pick(draw(), ready))
    assert {one["returned"] for one in walks} == {1, 2}
    assert {(one["returned"], one["form"], one["message"]) for one in walks} == {
        (1, "assertion", "1 of 2 are left"),
        (2, None, ""),
    }
    assert {tuple(map(str, one["steps"][-1])) for one in walks} == {("0", "[0]", "read", "read n 12:11")}


def test_a_sampled_walk_says_what_could_not_be_scheduled(tmp_path: Path) -> None:
    body = "def scenario():\n    try:\n        input()\n    except Exception:\n        pass\n"
    walks = Search(program(tmp_path, body)).sample([1, 2])
    assert [one["undecided"] for one in walks] == ["program.py:3 waits for input"] * 2
