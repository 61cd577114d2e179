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
    "condition hand-over": """
        def scenario():
            c, b, seen = threading.Condition(threading.Lock()), Box(), []
            def give():
                with c:
                    b.x = 1
                    c.notify()
            def take():
                with c:
                    if not b.x: c.wait()
                    seen.append(b.x)
            both(take, give)
            raise Exception(seen)
        """,
    "missed signal": """
        def scenario():
            c = threading.Condition(threading.Lock())
            def wait():
                with c: c.wait()
            def signal():
                with c: c.notify()
            both(wait, signal)
            raise Exception("fine")
        """,
    "event": """
        def scenario():
            e, b, seen = threading.Event(), Box(), []
            def one():
                b.x = 1
                e.set()
                b.x = 2
            def two():
                e.wait()
                seen.append(b.x)
            both(one, two)
            raise Exception(seen)
        """,
    "event asked, not waited for": """
        def scenario():
            e, seen = threading.Event(), []
            def one(): e.set()
            def two(): seen.append(e.is_set())
            both(one, two)
            raise Exception(seen)
        """,
    "semaphore": """
        def scenario():
            s, b = threading.Semaphore(2), Box()
            def work():
                with s: b.x += 1
            both(work, work)
            raise Exception(b.x)
        """,
    "queue of one item": """
        def scenario():
            q, seen = queue.SimpleQueue(), []
            def put(): q.put(1)
            def get():
                try: seen.append(q.get_nowait())
                except queue.Empty: seen.append("empty")
            both(put, get)
            raise Exception(seen)
        """,
    "threads in threads": """
        def scenario():
            b = Box()
            def child(): b.x += 1
            def parent():
                t = threading.Thread(target=child)
                t.start()
                b.x += 10
                t.join()
            t = threading.Thread(target=parent)
            t.start()
            b.x += 100
            t.join()
            raise Exception(b.x)
        """,
    "join order": """
        def scenario():
            b, seen = Box(), []
            def one(): b.x = 1
            def two(): b.x = 2
            t, u = threading.Thread(target=one), threading.Thread(target=two)
            t.start()
            u.start()
            t.join()
            seen.append(b.x)
            u.join()
            raise Exception((seen, b.x))
        """,
    "a lock two threads share and a third tries": """
        def scenario():
            lock, seen = threading.Lock(), []
            def hold():
                with lock: seen.append("held")
            def look(): seen.append(lock.locked())
            both(hold, look)
            raise Exception(seen)
        """,
    "shared iterator": """
        def scenario():
            it, seen = iter([1, 2, 3]), []
            def one(): seen.append(("one", next(it)))
            def two(): seen.append(("two", next(it)))
            both(one, two)
            raise Exception(seen)
        """,
    "shared generator": """
        def scenario():
            b = Box()
            def numbers():
                for n in (1, 2):
                    b.x = n
                    yield n
            g, seen = numbers(), []
            def draw():
                try: seen.append(next(g))
                except ValueError: seen.append("busy")
            both(draw, draw)
            raise Exception((sorted(map(str, seen)), b.x))
        """,
    "default dict": """
        from collections import defaultdict
        def scenario():
            made = Box()
            def fresh():
                made.x += 1
                return []
            d = defaultdict(fresh)
            def one(): d["k"].append(1)
            def two(): d["k"].append(2)
            both(one, two)
            raise Exception((d["k"], made.x))
        """,
    "sort with a key": """
        def scenario():
            items = [2, 1]
            def order(): items.sort(key=lambda n: n)
            def add(): items.append(0)
            both(order, add)
            raise Exception(items)
        """,
    "walk through a list that grows": """
        def scenario():
            items, seen = [1], []
            def walk():
                for n in items: seen.append(n)
            def grow(): items.append(2)
            both(walk, grow)
            raise Exception(seen)
        """,
    "operator and heapq": """
        import heapq, operator
        def scenario():
            heap, d = [], {"n": 0}
            def one():
                heapq.heappush(heap, 2)
                operator.setitem(d, "n", operator.getitem(d, "n") + 1)
            def two():
                operator.setitem(d, "n", operator.getitem(d, "n") + len(heap))
            both(one, two)
            raise Exception((heap, d["n"]))
        """,
    "cached by lru_cache": """
        from functools import lru_cache
        class Made: n = 0
        @lru_cache
        def make(key):
            Made.n += 1
            return Made.n
        def scenario():
            seen = []
            def ask(): seen.append(make("k"))
            both(ask, ask)
            raise Exception((seen, make("k")))
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
