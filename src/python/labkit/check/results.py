"""The results of a run: one for each planned check, exactly once, whatever happens."""

from __future__ import annotations

import time
from collections.abc import Sequence

from labkit.check.misconception import Mutant, describe
from labkit.check.outcome import Outcome, Verdict, merge
from labkit.check.place import Places
from labkit.errors import SetupError
from labkit.events import Reporter
from labkit.lab import Check, Lab


class Results:
    """Reports what checks end with, in the words of the contract."""

    def __init__(
        self, lab: Lab, planned: Sequence[Check], places: Places, mutants: Sequence[Mutant], reporter: Reporter
    ) -> None:
        self._lab = lab
        self._planned = planned
        self._places = places
        self._mutants = list(mutants)
        self._reporter = reporter
        self._outcomes: dict[str, Outcome] = {}
        self.current: str | None = None
        """Id of the check that runs now."""
        self._began = 0.0

    def start(self, check: Check) -> None:
        self.current = check.id
        self._began = time.monotonic()
        self._reporter.emit("check-started", check=check.id)

    def passed(self, check: Check, message: str) -> None:
        self.finish(check, Verdict("passed", message))

    def finish(self, check: Check, verdict: Verdict) -> None:
        """Reports `verdict` for `check`; a second result for the same check is not reported."""
        if check.id in self._outcomes:
            return
        outcome = verdict.outcome
        misconception = None
        details = [str(one) for one in verdict.details]
        if verdict.misconception is not None:
            try:
                misconception = describe(self._lab.id, self._mutants, verdict.misconception)
            except SetupError as error:
                details.append(f"{error}: a fault of the lab")
        self._outcomes[check.id] = outcome
        seconds = time.monotonic() - self._began if self.current == check.id else 0.0
        self._reporter.emit(
            "check-finished",
            check=check.id,
            outcome=outcome,
            seconds=round(seconds, 6),
            message=verdict.message,
            details=details,
            expected=verdict.expected,
            actual=verdict.actual,
            place=self._places.find(verdict.at, check.target)
            if outcome == "failed" or verdict.at is not None
            else None,
            misconception=misconception,
            trace=[{"file": one.file, "line": one.line, "function": one.function} for one in verdict.trace] or None,
        )
        self.current = None

    def settle(self, verdict: Verdict) -> None:
        """Gives every planned check without a result `verdict`."""
        for check in self._planned:
            if check.id not in self._outcomes:
                self.finish(check, verdict)

    @property
    def outcome(self) -> Outcome:
        return merge(self._outcomes.values())

    @property
    def unfinished(self) -> list[Check]:
        return [one for one in self._planned if one.id not in self._outcomes]
