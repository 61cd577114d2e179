"""What a search may use, and where it starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """`max_schedules`: the budget (1,000); what is not found in it is not claimed absent. `time_limit`: seconds,
    checked between schedules, None for none; it makes the number of schedules depend on the machine."""

    strategy: str = "auto"
    seed: int = 0
    max_schedules: int = 1000
    time_limit: float | None = None
    step_limit: int = 20_000
    fair: bool = False
    """Random walks only, up to the step limit, so that each thread goes on: for programs that try again instead of
    waiting. Taking turns instead can keep two of them in step for ever, which no real scheduler does."""
    early: bool = True
    """Whether timers may fire while threads can still run: what only fails so relies on time."""
