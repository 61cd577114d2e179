"""Claims about what a scenario returns: never this, sometimes that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.explore.observers.explain import text
from labkit.explore.options import Options
from labkit.explore.result import Result
from labkit.explore.watched import explore


def never(
    file: Path, name: str, bad: Callable[[Any], bool], options: Options | None = None, *, words: str | None = None,
    **more: Any,
) -> Result:  # fmt: skip
    """Fails with a counterexample if some schedule makes the scenario return what `bad` holds of. `words`: what that
    means, for the message. `more`: parameters of `explore`."""

    def judge(value: object) -> str | None:
        return (words or f"{name}() returns {text(value)}, which must never happen") if bad(value) else None

    return explore(file, name, options, judge=judge, **more)


def sometimes(
    file: Path, name: str, good: Callable[[Any], bool], options: Options | None = None, *, words: str | None = None,
    **more: Any,
) -> Result:  # fmt: skip
    """Passes with a witness: a schedule that makes the scenario return what `good` holds of, replayed and made short,
    in place of the counterexample. `words`: what is looked for. `more`: parameters of `explore`.

    Failed if the whole search space has no such schedule, inconclusive if the budget ended before. A schedule in which
    the program fails by itself is a failure here too.
    """
    wanted = words or f"{name}() returns what is wanted"

    def judge(value: object) -> str | None:
        return wanted if good(value) else None

    result = explore(file, name, options, judge=judge, **more)
    if result.verdict == "failed" and result.judged:
        seen = f"seen in schedule {result.schedules}: {wanted}"
        return replace(result, verdict="passed", form=None, message=seen, judged=False)
    if result.verdict == "proved":
        message = f"never seen: {wanted}; there is no other schedule ({result.schedules} tried, all that differ)"
        return replace(result, verdict="failed", form="assertion", message=message, sentence=message)
    if result.verdict == "passed":
        message = f"not decided: not seen in {result.schedules} schedules: {wanted}"
        return replace(result, verdict="inconclusive", message=message)
    return result
