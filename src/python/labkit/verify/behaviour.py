"""Do the checks decide rightly: starter, solutions, planted bugs?"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.check.lab_run import LabRun
from labkit.check.misconception import Mutant
from labkit.lab import Lab
from labkit.verify.fault import Fault
from labkit.verify.files import brought_files, solutions
from labkit.verify.timelines import recorded_faults
from labkit.verify.trial import dumps, trial

MAX_SOLUTION_SECONDS = 20.0
"""For the checks of a lab, and as much for each lab whose files it brings."""
MEDIAN_SHARE = 1 / 20
"""Share of a check's schedules in which half of the seeds must have found a planted bug."""
MANY_SEEDS = 10
"""Seeds from which on that is looked at."""


@dataclass(frozen=True)
class Task:
    """Something to run, and its name in progress lines. `run` gives faults and what to print."""

    label: str
    run: Callable[[], tuple[list[Fault], str]]


def tasks(lab: Lab, mutants: list[Mutant], *, repeat: int, seeds: int) -> Iterator[Task]:
    """All trials of a lab, independent of each other."""
    yield Task("starter", lambda: _starter(lab))
    for number, folder in enumerate(solutions(lab)):
        yield Task(
            f"solution {folder.name}",
            lambda folder=folder, number=number: _solution(lab, folder, number, repeat),  # type: ignore[misc]
        )
    for mutant in mutants:
        name = mutant.path.name
        yield Task(f"mutant {name}", lambda mutant=mutant: _mutant(lab, mutant, seeds))  # type: ignore[misc]
    if lab.bench is not None and (found := solutions(lab)):
        yield Task("benchmark", lambda: _bench(lab, found[0]))
    for one in lab.timelines:
        yield Task(f"timeline {one.id}", lambda one=one: recorded_faults(lab, one))  # type: ignore[misc]


def _files(lab: Lab, folder: Path, number: int) -> list[tuple[str, Path]]:
    own = [(name, folder / name) for name in lab.files if (folder / name).is_file()]
    return [*brought_files(lab, number), *own]


def _starter(lab: Lab) -> tuple[list[Fault], str]:
    """A stub fails every check as not written; code with a bug fails at least one check by a planted bug's name."""
    outcome = trial(lab, [])
    faults = list(_whole(outcome, "starter"))
    stub = any("NotImplementedError" in (lab.starter / name).read_text("utf-8", "replace") for name in lab.files)
    recognised = 0
    for name, result in outcome.results.items():
        known = result["message"].endswith("is not written yet") or "misconception" in result
        recognised += known
        if result["outcome"] == "passed":
            if stub:
                faults.append(Fault("starter", f"passes {name}"))
        elif result["outcome"] != "failed" or not known:
            reason = f"{result['outcome']}: {result['message']}"
            faults.append(Fault("starter", f"fails {name} for another reason than the declared one: {reason}"))
    if not recognised and not faults:
        faults.append(Fault("starter", "passes every check"))
    return faults, f"fails {recognised} of {len(lab.checks)} checks as it should"


def _solution(lab: Lab, folder: Path, number: int, repeat: int) -> tuple[list[Fault], str]:
    where = f"solutions/{folder.name}"
    faults: list[Fault] = []
    seconds = []
    first: str | None = None
    # Checks about files that other labs own run those labs' checks, which are repeated where they belong.
    own = [one.id for one in lab.checks if one.target_file in lab.files]
    for again in range(1, repeat + 1):
        outcome = trial(lab, _files(lab, folder, number), checks=own if again > 1 and lab.brings else ())
        seconds.append(outcome.seconds)
        faults += _whole(outcome, where)
        for name, result in outcome.results.items():
            if result["outcome"] != "passed":
                details = "; ".join(result["details"][:3])
                faults.append(
                    Fault(where, f"{name} {result['outcome']}: {result['message']} {details} (run {again})".strip())
                )
        faults += [Fault(where, f"{note} (run {again})") for note in outcome.notes]
        ended = dumps(outcome, own)
        first = first or ended
        if ended != first:
            faults.append(Fault(where, f"run {again} ended otherwise than run 1"))
    limit = MAX_SOLUTION_SECONDS * (1 + len(lab.brings))
    if min(seconds) / _crowding() > limit:
        faults.append(Fault(where, f"takes {min(seconds):.1f} s to check, more than {limit:g} s"))
    return faults, f"passes in {min(seconds):.1f} to {max(seconds):.1f} s, {repeat} runs"


def _crowding() -> float:
    """How many processes share a core of this machine just now, at least 1: other work must not fail a lab."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _mutant(lab: Lab, mutant: Mutant, seeds: int) -> tuple[list[Fault], str]:
    """Rejected by each check it names; the first names its misconception."""
    where = mutant.path.relative_to(lab.folder).as_posix()
    known = {one.id for one in lab.checks}
    checks = [one for one in mutant.check if one in known]
    faults: list[Fault] = []
    if not checks:
        return [Fault(where, "names no check of the lab")], "not run"
    said = ""
    found: list[tuple[int, int]] = []
    for seed in range(seeds):
        outcome = trial(lab, [*brought_files(lab, 0), *mutant.files], checks=checks, seed=seed)
        found += [outcome.found[name] for name in checks if name in outcome.found]
        faults += _whole(outcome, where)
        for name in checks:
            result = outcome.results.get(name)
            if result is not None and result["outcome"] != "failed":
                faults.append(Fault(where, f"{name} does not reject it: {result['outcome']}: {result['message']}"))
        first = outcome.results.get(checks[0], {})
        got = first.get("misconception", {}).get("key")
        if first.get("outcome") == "failed" and got != f"{lab.id}/{mutant.id}":
            named = f"names {got}" if got else "names no misconception"
            faults.append(Fault(where, f"{checks[0]} {named} instead of {lab.id}/{mutant.id}: {first['message']}"))
        said = first.get("message", "")
        if not outcome.found:
            break  # its checks do not search: every seed is the same run
    if found:
        median, limit = statistics.median(number for number, _ in found), min(limit for _, limit in found)
        if seeds >= MANY_SEEDS and median > limit * MEDIAN_SHARE:
            faults.append(Fault(where, f"is found after {median:g} schedules in the median: late for {limit}"))
        said += f" (schedule {median:g} in the median, {max(number for number, _ in found)} at worst)"
    return faults, said


def _bench(lab: Lab, folder: Path) -> tuple[list[Fault], str]:
    outcome = trial(lab, _files(lab, folder, 0), action="bench")
    faults = list(_whole(outcome, "bench.py", results=False))
    if outcome.done is not None and outcome.done["outcome"] != "passed":
        faults.append(Fault("bench.py", f"{outcome.done['outcome']}: {outcome.done.get('message', '')}"))
    return faults, f"one point of each variant in {outcome.seconds:.1f} s"


def _whole(outcome: LabRun, where: str, *, results: bool = True) -> Iterator[Fault]:
    """Faults of the run itself."""
    if outcome.done is None:
        yield Fault(where, f"the run did not end by itself (exit code {outcome.code}): {outcome.errors[-500:]}")
    for one in outcome.bad:
        yield Fault(where, f"the run wrote a line that is no event: {one}")
    if outcome.errors and outcome.done is not None:
        yield Fault(where, f"the run wrote to standard error: {outcome.errors[-500:]}")
    if results and outcome.done is not None and not outcome.results:
        yield Fault(where, "no check ran")
