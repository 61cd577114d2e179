"""The machine a recorded program runs on: a core for each process, and in each process one interpreter.

Time is the explorer's virtual clock, a slot a second of it. Only two things take time: a wait, as long as it says, and
`compute(slots)` of the module `cpu` beside the program. Of the threads of a process that want to compute, one does, for
a slot; then it is the turn of the one that has waited longest. (CPython hands the interpreter on after 5 ms, not after
a slot: `sys.setswitchinterval`.) All other code takes no time and comes first at its instant.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.explore.engine.operation import ACQUIRE
from labkit.explore.engine.outside import Outside
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.engine.task import Task
from labkit.explore.instrument.program import Program
from labkit.timeline.process import Unrecorded, processes

CPU = "cpu"
"""Name of the module that declares what computes. The kit's own stands in for the file while it records."""


class Machine:
    """A strategy for one schedule. `computed`: thread number and slot, where it had the interpreter."""

    early = False

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self.outside: Outside | None = None
        self.computed: set[tuple[int, float]] = set()
        self._turns: set[object] = set()
        self._asked: dict[int, tuple[float, bool, int]] = {}
        self._left: dict[int, float] = {}

    def process(
        self, file: Path, name: str, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Program:
        """A process that will run the function `name` of `file`: modules and an interpreter of its own."""
        cpu = types.ModuleType(CPU)
        program = Program(file, name, self.scheduler, args=args, kwargs=kwargs, given={CPU: cpu})
        program.libraries.outside = self.outside
        modules = program.libraries.modules
        turn = modules["threading"].__dict__["Lock"]()
        self._turns.add(turn)

        def compute(slots: int) -> None:
            if isinstance(slots, bool) or not isinstance(slots, int) or slots < 0:
                raise ValueError(f"compute(slots) takes a whole number of slots, not {slots!r}")
            for _ in range(slots):
                me = self.scheduler.current.index
                now = self.scheduler.now
                self._asked[me] = (now, self._left.get(me) == now, me)
                turn.acquire()
                self.computed.add((me, self.scheduler.now))
                modules["time"].sleep(1)
                turn.release()
                self._left[me] = self.scheduler.now

        cpu.__dict__["compute"] = compute
        modules["multiprocessing"] = processes(self, program)
        modules["asyncio"] = Unrecorded("asyncio")
        return program

    def choose(self, ready: list[Task], me: Task) -> Task:
        """Code that takes no time first, the running thread before others; then the turns at the interpreters."""
        instant = [task for task in ready if not (task.kind == ACQUIRE and task.target in self._turns)]
        if instant:
            return me if me in instant else instant[0]
        return min(ready, key=lambda task: self._asked[task.index])

    def begin(self) -> bool:
        return True

    def end(self, steps: int) -> None:
        pass

    def ticks(self, ready: list[Task]) -> bool:
        return False
