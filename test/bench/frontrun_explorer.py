"""frontrun (PyPI, MPL-2.0) on the same programs, which it cannot take as they are.

It schedules the workers it is given, not threads that a program starts. So the program runs up to its first join, the
threads it started become frontrun's workers, and the rest runs after them as frontrun's invariant.
"""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frontrun  # type: ignore[import-untyped]
from job import Answer, Job, load

DEADLOCK = 2.0
"""Seconds without progress after which frontrun takes a schedule for a deadlock whose cycle it has not seen."""


def find(job: Job) -> Answer:
    began = time.perf_counter()
    result = _explore(_Program(Path(job.program)), job, job.executions, job.seconds)
    seconds = time.perf_counter() - began
    forms = {True: None, False: "failed", None: "not decided"}
    holds = result.property_holds
    return Answer(holds is False, result.num_explored, seconds, forms[holds], stuck=holds is not True)


def rate(job: Job) -> Answer:
    """Whole searches, one after the other, until the budget is used."""
    program = _Program(Path(job.program))
    executions = 0
    began, processor = time.perf_counter(), time.process_time()
    while executions < job.executions and (left := job.seconds - (time.perf_counter() - began)) > 0:
        result = _explore(program, job, job.executions - executions, left)
        if result.property_holds is False:
            raise RuntimeError(f"{job.program} failed under frontrun: {result.explanation}")
        executions += max(1, result.num_explored)
    return Answer(False, executions, time.perf_counter() - began, cpu=time.process_time() - processor)


def _explore(program: _Program, job: Job, executions: int, seconds: float) -> Any:
    mode: dict[str, Any] = (
        {"strategy": "dpor", "max_executions": executions, "preemption_bound": None}
        if job.technique == "frontrun dpor"
        else {"strategy": "random", "max_attempts": executions, "seed": job.seed}
    )
    return frontrun.explore(
        setup=program.started,
        workers=[_worker(number) for number in range(program.workers)],
        invariant=_Execution.finish,
        total_timeout=seconds,
        deadlock_timeout=DEADLOCK,
        reproduce_on_failure=0,
        detect_io=False,
        clock="virtual",  # Without it the DPOR of 0.7.0 does not get past a Condition's wait.
        **mode,
    )


def _worker(number: int) -> Callable[[_Execution], None]:
    def work(execution: _Execution) -> None:
        try:
            execution.threads[number].run()
        except Exception as error:
            if type(error).__module__.startswith("frontrun"):
                raise
            execution.failure = error  # `explore` would raise it, and lose how many executions it took.

    return work


class _Program:
    def __init__(self, file: Path) -> None:
        with _Recorded.instead():
            self._scenario = load(file)
        self.workers = len(self.started().threads)  # This execution stays where it is, at its first join.

    def started(self) -> _Execution:
        return _Execution(self._scenario)


class _Execution:
    """One execution: `threads` are those the scenario started before its first join."""

    def __init__(self, scenario: Callable[[], object]) -> None:
        self.threads: list[threading.Thread] = []
        self._joined, self._go_on, self._over = (_taken() for _ in range(3))
        self.failure: BaseException | None = None
        self._ended = False
        with _Recorded.instead(self):
            _thread.start_new_thread(self._run, (scenario,))
            self._joined.acquire()

    def _run(self, scenario: Callable[[], object]) -> None:
        try:
            scenario()
        except BaseException as error:
            self.failure = error
        self._ended = True
        self._joined.release()
        self._over.release()

    def join(self) -> None:
        """The scenario waits here until frontrun has run the workers."""
        if not self._go_on.locked():
            return
        self._joined.release()
        self._go_on.acquire()
        self._go_on.release()

    def finish(self) -> bool:
        if not self._ended:
            self._go_on.release()
        self._over.acquire()
        return self.failure is None


def _taken() -> _thread.LockType:
    lock = _thread.allocate_lock()
    lock.acquire()
    return lock


class _Recorded(threading.Thread):
    """In place of `threading.Thread` while a program is loaded and runs up to its first join."""

    _execution: _Execution | None = None

    def start(self) -> None:
        assert self._execution is not None
        self._execution.threads.append(self)

    def join(self, timeout: float | None = None) -> None:
        assert self._execution is not None
        self._execution.join()

    @classmethod
    def instead(cls, execution: _Execution | None = None) -> _Instead:
        return _Instead(type("Thread", (cls,), {"_execution": execution}))


class _Instead:
    def __init__(self, made: type[threading.Thread]) -> None:
        self._made = made

    def __enter__(self) -> None:
        self._usual = threading.Thread
        threading.Thread = self._made  # type: ignore[misc]

    def __exit__(self, *failure: object) -> None:
        threading.Thread = self._usual  # type: ignore[misc]
