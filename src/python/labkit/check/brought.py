"""What a check asks of the labs whose files its lab brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from labkit.check.lab_run import LabRun, arguments, read_run
from labkit.check.outcome import EXIT_CODES, Verdict, merge, shown
from labkit.course import brought_labs
from labkit.driver.subject import Subject
from labkit.lab import Lab
from labkit.subject.plain import Frame

MAX_SECONDS = 240.0
"""Time for all checks of one lab; its calls have limits of their own."""


class Brought:
    """The labs that a lab brings, checked on the learner's files beside it."""

    def __init__(self, lab: Lab, subject: Subject) -> None:
        self._lab = lab
        self._subject = subject

    def passes(self, name: str, *, seconds: float = MAX_SECONDS) -> None:
        """Runs every check of lab `name` on the files in the work folder, in a judge of its own, and ends this check as
        that run ended: passed only if every one has passed. `seconds`: after that, nothing more is decided."""
        lab = next((one for one in brought_labs(self._lab) if one.id == name), None)
        if lab is None:
            raise Verdict("inconclusive", f"lab {self._lab.id} does not bring lab {name}: a fault of the lab")
        limits = self._subject.limits
        options = [part for option, value in limits.options() for part in (option, str(value))]
        out, err, code = self._subject.run_kit([*arguments(lab, self._subject.names.work), *options], seconds)
        run = read_run(out, err, code)
        _settle(self._lab, lab, run, seconds)
        shown(f"lab {lab.id}: all {len(lab.checks)} checks pass on {' and '.join(lab.files)}")


def _settle(own: Lab, lab: Lab, run: LabRun, seconds: float) -> None:
    """Returns for a whole run in which every check has passed, and raises the verdict of any other."""
    for outcome in ("failed", "setup", "inconclusive"):
        for check in lab.checks:
            result = run.results.get(check.id)
            ended = run.code is not None or outcome == "failed"  # what an ended run had not decided is no result
            if result is not None and result["outcome"] == outcome and ended:
                raise _verdict(own, lab, check.title, result, run)
    if run.code is None:
        done = f"{len(run.results)} of its {len(lab.checks)} checks had ended"
        raise Verdict("inconclusive", f"the checks of lab {lab.id} took longer than {seconds:g} s; {done}")
    if fault := _fault(lab, run):
        raise Verdict("inconclusive", f"the run of lab {lab.id} was not whole: {fault}", details=(run.errors[-300:],))


def _fault(lab: Lab, run: LabRun) -> str | None:
    """Why a run without a bad result is no proof all the same."""
    if run.bad:
        return run.bad[0]
    if run.done is None:
        return f"it ended with exit code {run.code} and without a last line"
    if missing := [one.id for one in lab.checks if one.id not in run.results]:
        return f"{missing[0]} has no result"
    outcome = merge(one["outcome"] for one in run.results.values())
    if (run.done["outcome"], run.code) != (outcome, EXIT_CODES[outcome]):
        return f"it says {run.done['outcome']}, with exit code {run.code}"
    return None


def _verdict(own: Lab, lab: Lab, title: str, result: dict[str, Any], run: LabRun) -> Verdict:
    place = result.get("place")
    failed = result["outcome"] == "failed"
    return Verdict(
        result["outcome"],
        f'lab {lab.id}, "{title}": {result["message"]}' if failed else f"lab {lab.id}: {result['message']}",
        expected=result.get("expected"),
        actual=result.get("actual"),
        at=Frame(place["file"], int(place["line"]), "") if place else None,
        details=tuple(_details(own, lab, result, run)) if failed else result["details"],
        trace=[Frame(one["file"], int(one["line"]), one["function"]) for one in result.get("trace", ())],
    )


def _details(own: Lab, lab: Lab, result: dict[str, Any], run: LabRun) -> Iterator[str]:
    yield from result["details"]
    if known := result.get("misconception"):
        yield f"{known['title']}. {known['feedback']}"
    passed = sum(one["outcome"] == "passed" for one in run.results.values())
    yield f"{passed} of the {len(lab.checks)} checks of lab {lab.id} pass. Open it for its page and its hints."
    yield (
        f"{lab.files[0]} here is a copy of its own. Mend it here; or mend the one of lab {lab.id}, delete this one, "
        f"and open lab {own.id} again to take that over."
    )
