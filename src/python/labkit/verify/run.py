"""`labkit verify`: all checks of all labs, all faults listed, then the verdict."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import labkit
from labkit import events
from labkit.check.misconception import Mutant, read_mutants
from labkit.course import brought_labs, default_course, find_lab, lab_folders
from labkit.errors import SetupError
from labkit.events import Reporter
from labkit.lab import Lab, read_lab
from labkit.verify.behaviour import Task, tasks
from labkit.verify.declared import declaration_faults
from labkit.verify.fault import Fault
from labkit.verify.files import file_faults, mutant_faults
from labkit.verify.junit import write_junit
from labkit.verify.text import text_faults
from labkit.verify.timelines import timeline_faults


def verify(
    names: Sequence[str],
    *,
    course: Path | None,
    repeat: int,
    seeds: int,
    jobs: int,
    junit: Path | None,
    reporter: Reporter,
) -> int:
    """Verifies the labs `names` (ids or folders), or every lab of the course. Exit code 0 when none has a fault."""
    began = time.monotonic()
    emit = reporter.emit
    emit("hello", version=events.VERSION, kit=labkit.__version__, lab=" ".join(names) or "all", action="verify",
         machine=events.machine())  # fmt: skip
    results: dict[str, list[Fault]] = {}
    seconds: dict[str, float] = {}
    waiting: list[tuple[str, Task]] = []
    for name, lab in _labs(names, course):
        if isinstance(lab, Fault):
            results[f"{name} lab.json"] = [lab]
            emit("note", level="error", text=f"{name}  {lab}")
            continue
        faults, mutants = _static(lab)
        results[f"{lab.id} files"] = faults
        for fault in faults:
            emit("note", level="error", text=f"{lab.id}  {fault}")
        waiting += [(lab.id, one) for one in tasks(lab, mutants, repeat=repeat, seeds=seeds)]
    if not results:
        raise SetupError("there is no lab to verify")
    with ThreadPoolExecutor(jobs, thread_name_prefix="verify") as pool:
        running: dict[Future[tuple[list[Fault], str, float]], str] = {
            pool.submit(_timed, task): f"{lab} {task.label}" for lab, task in waiting
        }
        for done, future in enumerate(as_completed(running), 1):
            name = running[future]
            faults, said, seconds[name] = future.result()
            results[name] = faults
            word = "FAULT" if faults else "ok"
            emit("progress", done=done, total=len(waiting), label=f"{word:<6} {name}  {said}")
            for fault in faults:
                emit("note", level="error", text=f"{name.partition(' ')[0]}  {fault}")
    if junit is not None:
        write_junit(junit, results, seconds)
    found = sum(len(one) for one in results.values())
    labs = len({one.partition(" ")[0] for one in results})
    message = (
        f"{labs} {'lab' if labs == 1 else 'labs'}, {len(results)} parts, {found} {'fault' if found == 1 else 'faults'}"
    )
    outcome = "failed" if found else "passed"
    emit("done", outcome=outcome, seconds=round(time.monotonic() - began, 3), message=message)
    return 1 if found else 0


def _labs(names: Sequence[str], course: Path | None) -> list[tuple[str, Lab | Fault]]:
    found: list[tuple[str, Lab | Fault]] = []
    if names:
        for name in names:
            try:
                found.append((name, _whole(find_lab(name, course))))
            except SetupError as error:
                found.append((name, Fault("lab.json", str(error))))
        return found
    root = (course or default_course()).resolve()
    for folder in lab_folders(root):
        try:
            found.append((folder.name, _whole(read_lab(folder))))
        except SetupError as error:
            found.append((folder.name, Fault("lab.json", str(error))))
    return found


def _whole(lab: Lab) -> Lab:
    """The lab, whose brought labs are there. Raises `SetupError`."""
    try:
        brought_labs(lab)
    except SetupError as error:
        raise SetupError(f"brings: {error}") from None
    return lab


def _static(lab: Lab) -> tuple[list[Fault], list[Mutant]]:
    faults = [*file_faults(lab), *declaration_faults(lab), *timeline_faults(lab), *text_faults(lab)]
    try:
        mutants = read_mutants(lab.folder, lab.files[0])
    except SetupError as error:
        return [*faults, Fault("mutants", str(error))], []
    return [*faults, *mutant_faults(lab, mutants)], mutants


def _timed(task: Task) -> tuple[list[Fault], str, float]:
    began = time.monotonic()
    try:
        faults, said = task.run()
    except Exception as error:  # one broken part must not hide the faults of the others
        faults, said = [Fault(task.label, f"the verification broke: {type(error).__name__}: {error}")], ""
    return faults, said, time.monotonic() - began
