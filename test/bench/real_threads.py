"""The program as it is, on real threads, again and again: plain, or with a new random switch interval each time."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from job import Answer, Job, load

HUNG = 5.0
"""Seconds without progress after which an execution counts as a deadlock."""
_USUAL = sys.getswitchinterval()


def find(job: Job) -> Answer:
    """An execution that hangs is a failure found (`form` "hang")."""
    scenario = load(Path(job.program))
    runs = _Runs(scenario, job)
    runner = threading.Thread(target=runs.run, daemon=True)
    began = time.perf_counter()
    runner.start()
    seen, at = -1, began
    while runner.is_alive():
        runner.join(0.2)
        if runs.executions != seen:
            seen, at = runs.executions, time.perf_counter()
        elif time.perf_counter() - at > HUNG:
            return Answer(True, seen, time.perf_counter() - began, "hang", stuck=True)
    sys.setswitchinterval(_USUAL)
    return Answer(runs.form is not None, runs.executions, runs.seconds, runs.form, runs.cpu)


rate = find


class _Runs:
    def __init__(self, scenario: Callable[[], object], job: Job) -> None:
        self.executions = 0
        self.seconds = 0.0
        self.cpu = 0.0
        self.form: str | None = None
        self._scenario = scenario
        self._job = job

    def run(self) -> None:
        draw = random.Random(self._job.seed)
        switching = self._job.technique == "random switch interval"
        threading.excepthook = self._failed_in_thread
        began, processor = time.perf_counter(), time.process_time()
        while self.form is None and self.executions < self._job.executions and self.seconds < self._job.seconds:
            if switching:
                sys.setswitchinterval(10 ** draw.uniform(-6, -4))
            self.executions += 1
            try:
                self._scenario()
            except Exception as error:
                self.form = _form(error)
            self.seconds = time.perf_counter() - began
        self.cpu = time.process_time() - processor

    def _failed_in_thread(self, failure: threading.ExceptHookArgs) -> None:
        self.form = _form(failure.exc_value)


def _form(error: BaseException | None) -> str:
    return "assertion" if isinstance(error, AssertionError) else "exception"
