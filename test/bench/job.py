"""What a bench process is asked, and what it answers: one JSON line each."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """`measure`: "find" (run until the first failure) or "rate" (run a program that cannot fail). `executions` and
    `seconds` end it, whichever comes first; `seconds` is looked at between executions."""

    technique: str
    measure: str
    program: str
    seed: int
    executions: int
    seconds: float


@dataclass(frozen=True)
class Answer:
    """`executions`: those run, the failing one included. `seconds`: for "rate" the time of the executions alone.
    `cpu`: the processor's seconds of it, which other work on the machine touches less. `stuck`: threads may be left
    that cannot be ended, so this process measures nothing more."""

    found: bool
    executions: int
    seconds: float
    form: str | None = None
    cpu: float = 0.0
    stuck: bool = False


def load(program: Path) -> Callable[[], object]:
    """The program's `scenario`, as an ordinary import would make it; modules beside it can be imported too."""
    sys.path.insert(0, str(program.parent))
    spec = importlib.util.spec_from_file_location(program.stem, program)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[program.stem] = module
    spec.loader.exec_module(module)
    scenario: Callable[[], object] = module.scenario
    return scenario
