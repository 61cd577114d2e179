"""`multiprocessing.Process` of a recorded program: a lane with modules and an interpreter of its own."""

from __future__ import annotations

import pickle
import types
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from labkit.explore.instrument.program import Program
    from labkit.timeline.machine import Machine


class Unrecorded(types.ModuleType):
    """A module that a recorded program may not use, but for what is put into it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(
            f"{self.__name__}.{name} cannot be recorded: a timeline knows threads and multiprocessing.Process"
        )


def processes(machine: Machine, parent: Program) -> types.ModuleType:
    """`multiprocessing` for the threads of `parent`. A child starts as under "spawn": the file is loaded anew, the
    target is looked up by its name, arguments arrive as copies."""
    thread: Any = parent.libraries.modules["threading"].__dict__["Thread"]

    class Process(thread):  # type: ignore[misc]
        _started = 0

        def __init__(
            self,
            group: None = None,
            target: Callable[..., object] | None = None,
            name: str | None = None,
            args: Iterable[Any] = (),
            kwargs: Mapping[str, Any] | None = None,
            *,
            daemon: bool | None = None,
        ) -> None:
            Process._started += 1
            super().__init__(group, target, name or f"Process-{Process._started}", args, kwargs, daemon=bool(daemon))

        def __init_subclass__(cls) -> None:
            raise TypeError("a subclass of Process cannot be recorded: give Process a target")

        def run(self) -> None:
            if self._target is None:
                return
            machine.scheduler.quiet = True
            try:
                args, kwargs = pickle.loads(pickle.dumps((tuple(self._args), dict(self._kwargs))))
                child = machine.process(parent.file, self._target.__name__, args, kwargs)
                target = child.scenario()
            finally:
                machine.scheduler.quiet = False
            target(*args, **kwargs)
            child.libraries.exit_work()
            threads = child.libraries.modules["threading"].__dict__
            for one in threads["enumerate"]():
                if isinstance(one, threads["Thread"]) and one is not threads["main_thread"]() and not one.daemon:
                    one.join()

        @property
        def exitcode(self) -> int | None:
            return 0 if self._task is not None and not self.is_alive() else None

    module = Unrecorded("multiprocessing")
    module.__dict__["Process"] = Process
    return module
