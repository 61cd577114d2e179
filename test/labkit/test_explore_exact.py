"""What the reduction leaves out must not matter: its outcomes are those of trying every schedule there is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from labkit.explore.engine.operation import BEGIN, JOIN, START
from labkit.explore.engine.scheduler import Strategy
from labkit.explore.engine.task import Task
from labkit.explore.instrument.pending import pending
from labkit.explore.options import Options
from labkit.explore.search import Search
from labkit.explore.strategies.dpor import Dpor

HEAD = """
import threading
import queue
class Box:
    def __init__(self):
        self.x = 0
        self.y = 0
def both(*work):
    threads = tuple(threading.Thread(target=one) for one in work)
    for t in threads: t.start()
    for t in threads: t.join()
"""

TINY = {
    "lost update": """
        def scenario():
            b = Box()
            def add(): b.x += 1
            both(add, add)
            raise Exception(b.x)
        """,
    "message passing": """
        def scenario():
            b, seen = Box(), []
            def put():
                b.x = 1
                b.y = 1
            def get(): seen.append((b.y, b.x))
            both(put, get)
            raise Exception(seen)
        """,
    "store buffer": """
        def scenario():
            b, seen = Box(), {}
            def one():
                b.x = 1
                seen["one"] = b.y
            def two():
                b.y = 1
                seen["two"] = b.x
            both(one, two)
            raise Exception(sorted(seen.items()))
        """,
    "order of appends": """
        def scenario():
            seen = []
            def one(): seen.append(1)
            def two(): seen.append(2)
            def three(): seen.append(3)
            both(one, two, three)
            raise Exception(seen)
        """,
    "bound method as target": """
        def scenario():
            seen = []
            t = threading.Thread(target=seen.append, args=(1,))
            t.start()
            seen.append(2)
            t.join()
            raise Exception(seen)
        """,
    "check then act": """
        def scenario():
            b = Box()
            b.x = 3
            def take():
                if b.x >= 2:
                    b.x -= 2
            both(take, take)
            raise Exception(b.x)
        """,
    "try lock": """
        def scenario():
            lock, seen = threading.Lock(), []
            def work():
                if lock.acquire(blocking=False):
                    seen.append("got")
                    lock.release()
                else:
                    seen.append("not")
            both(work, work)
            raise Exception(seen)
        """,
    "lock order": """
        def scenario():
            a, b = threading.Lock(), threading.Lock()
            def one():
                with a:
                    with b: pass
            def two():
                with b:
                    with a: pass
            both(one, two)
            raise Exception("fine")
        """,
    "lock held by one, read by another": """
        def scenario():
            lock, b, seen = threading.Lock(), Box(), []
            def one():
                with lock:
                    b.x = 1
                    b.x = 2
            def two(): seen.append(b.x)
            both(one, two)
            raise Exception(seen)
        """,
    "who is first at the lock": """
        def scenario():
            lock, seen = threading.Lock(), []
            def one():
                with lock: seen.append(1)
            def two():
                with lock: seen.append(2)
            both(one, two)
            raise Exception(seen)
        """,
    "alive": """
        def scenario():
            b = Box()
            def one(): b.x = 1
            t = threading.Thread(target=one)
            t.start()
            alive = t.is_alive()
            x = b.x
            t.join()
            raise Exception((alive, x))
        """,
    "class attribute behind instances": """
        class Shop: sold = 0
        def scenario():
            Shop.sold = 0
            def sell(): Shop.sold = Shop().sold + 1
            both(sell, sell)
            raise Exception(Shop.sold)
        """,
    "in-place list": """
        def scenario():
            items = []
            def one():
                mine = items
                mine += [1]
            def two(): items.append(2)
            both(one, two)
            raise Exception(items)
        """,
    "captured variable": """
        def scenario():
            n = 0
            def one():
                nonlocal n
                n += 1
            def two():
                nonlocal n
                n *= 2
            both(one, two)
            raise Exception(n)
        """,
}


class Exhaustive:
    """Every schedule, by counting through all choices. Knows nothing of operations."""

    early = False

    def __init__(self) -> None:
        self._choices: list[tuple[int, int]] = []
        self._at = 0
        self._first = True

    def begin(self) -> bool:
        self._at = 0
        if self._first:
            self._first = False
            return True
        while self._choices:
            chosen, count = self._choices.pop()
            if chosen + 1 < count:
                self._choices.append((chosen + 1, count))
                return True
        return False

    def choose(self, ready: list[Task], me: Task) -> Task:
        # These steps touch nothing that another thread can see: their place among the others cannot matter.
        alone = next((task for task in ready if task.kind in (BEGIN, START, JOIN)), None)
        if alone is not None or len(ready) == 1:
            return alone or ready[0]
        if self._at == len(self._choices):
            self._choices.append((0, len(ready)))
        chosen = self._choices[self._at][0]
        self._at += 1
        return ready[chosen]

    def ticks(self, ready: list[Task]) -> bool:
        return False

    def end(self, steps: int) -> None:
        pass


def outcomes(search: Search, strategy: Strategy, most: int) -> Iterator[str]:
    search._out = io.StringIO()
    for _ in range(most):
        if not strategy.begin():
            return
        outcome, trace = search._once(strategy)
        strategy.end(len(trace))
        if outcome.form is not None:
            yield outcome.form if outcome.form == "deadlock" else outcome.message
    pytest.fail("the program is not tiny: its schedules do not end")


@pytest.mark.parametrize("name", TINY)
def test_the_reduction_reaches_every_outcome_of_brute_force(name: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.py"
    path.write_text(HEAD + dedent(TINY[name]))
    search = Search(path, "scenario", Options())
    with search.scheduler:
        every = list(outcomes(search, Exhaustive(), 60_000))
        dpor = Dpor(pending(search.program.sites))
        reduced = list(outcomes(search, dpor, 5_000))
    assert dpor.exhausted
    assert set(reduced) == set(every)
    assert len(reduced) <= len(every)
