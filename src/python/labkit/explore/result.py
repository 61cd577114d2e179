"""The result of a search, as `--json` prints it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from labkit.explore.engine.outcome import Blocked

Verdict = Literal["failed", "passed", "proved", "inconclusive"]

EXIT_CODES: dict[Verdict, int] = {"passed": 0, "proved": 0, "failed": 1, "inconclusive": 3}


@dataclass(frozen=True)
class CounterStep:
    """One step of a counterexample. `value`: what was read, or before and after a write, as text."""

    thread: str
    op: str
    object: str
    file: str
    line: int
    source: str
    locals: dict[str, str]
    value: str


@dataclass(frozen=True)
class Counterexample:
    """The interleaving that fails. `blocked`: who waits for ever, for what, held by whom."""

    steps: tuple[CounterStep, ...]
    blocked: tuple[Blocked, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a search found. Everything but `seconds` is the same for the same file, seed and Python."""

    verdict: Verdict
    form: str | None
    schedules: int
    steps: int
    seconds: float
    strategy: str
    seed: int
    message: str
    confirmed: int = 0
    counterexample: Counterexample | None = None
    version: int = 1
    interleaving: tuple[str, ...] = field(default=())
    """The counterexample in at most 15 lines."""
    sentence: str = ""
    """Of a failure: the message without remarks on how it came about."""
    judged: bool = False
    """The program itself ended well; the judge of what it returned objects."""
    relies_on_time: bool = False
    """It fails only if a timer fires while other threads could still run."""
    trace: tuple[tuple[str, int, str], ...] = ()
    """Of an exception: file, line and function in the program, outermost first."""
    schedule: dict[str, Any] | None = None
    """The failing or replayed schedule as `--save` writes it."""

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.verdict]

    def as_json(self) -> dict[str, Any]:
        """Plain data, in the order of the fields."""
        plain = asdict(self)
        return {"version": plain.pop("version"), **plain}
