"""Are the programs of a lab's timelines there, and do they run as `lab.json` says?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from labkit.check.place import find_symbol
from labkit.errors import SetupError
from labkit.lab import Lab, Timeline
from labkit.timeline.machine import CPU
from labkit.timeline.recording import difference, record_timeline
from labkit.verify.fault import Fault

FOLDER = "timelines"


def timeline_faults(lab: Lab) -> Iterator[Fault]:
    """Faults that are seen without running a program."""
    ids = [one.id for one in lab.timelines]
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield Fault("lab.json", f"the timeline {name} is declared twice")
    folder = lab.folder / FOLDER
    sources = ""
    for one in lab.timelines:
        if len(set(one.lanes)) < len(one.lanes):
            yield Fault("lab.json", f"the timeline {one.id} names a lane twice")
        if Path(one.file).parent != Path(FOLDER):
            yield Fault("lab.json", f"the program of the timeline {one.id} does not lie in {FOLDER}/")
        elif not (lab.folder / one.file).is_file():
            yield Fault(one.file, "is declared in lab.json and missing")
        else:
            sources += (lab.folder / one.file).read_text("utf-8", "replace")
    # The kit computes in its place; without the file a learner could not run the program.
    if _imports(CPU, sources):
        source = folder / f"{CPU}.py"
        if not source.is_file() or find_symbol(source.read_text("utf-8", "replace"), "compute") is None:
            yield Fault(f"{FOLDER}/{CPU}.py", "is imported and defines no compute(slots)")
    declared = {one.file for one in lab.timelines}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{FOLDER}/{path.name}"
        hidden = path.name.startswith((".", "__"))
        if not hidden and name not in declared and not (path.suffix == ".py" and _imports(path.stem, sources)):
            yield Fault(name, "is no program of a timeline and none imports it")


def _imports(module: str, sources: str) -> bool:
    return re.search(rf"(?m)^\s*(?:import|from)\s+{re.escape(module)}\b", sources) is not None


def recorded_faults(lab: Lab, timeline: Timeline) -> tuple[list[Fault], str]:
    """Runs the program and compares; the second part is what to print."""
    try:
        apart = difference(timeline, record_timeline(timeline, lab.folder))
    except SetupError as error:
        return [Fault(timeline.file, str(error))], "not recorded"
    if apart is not None:
        return [Fault("lab.json", f"the timeline {timeline.id} {apart}: see `labkit timeline {lab.id}`")], "differs"
    return [], f"runs as recorded, {timeline.slots} slots"
