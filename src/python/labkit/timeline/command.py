"""`labkit timeline`: the command."""

from __future__ import annotations

import json

from labkit.errors import SetupError
from labkit.lab import Lab
from labkit.timeline.recording import difference, record_timeline

_MARKS = {"absent": " ", "running": "#", "waiting": "."}


def run(lab: Lab, name: str | None, *, as_json: bool) -> int:
    """Records the timelines of `lab`, or the one with the id `name`, and prints them. Exit code 1 if `lab.json` says
    something else. `as_json`: an object of what `recorded` has to say, by id, to paste."""
    if not lab.timelines:
        raise SetupError(f"lab {lab.id} declares no timelines")
    chosen = [one for one in lab.timelines if name in (None, one.id)]
    if not chosen:
        raise SetupError(f"lab {lab.id} has no timeline {name}; it has {', '.join(one.id for one in lab.timelines)}")
    found = {one.id: record_timeline(one, lab.folder) for one in chosen}
    apart = {one.id: difference(one, found[one.id]) for one in chosen}
    if as_json:
        print(json.dumps(found))
    else:
        for one in chosen:
            width = max(map(len, one.lanes))
            print(f"{one.id}  {one.title}")
            for lane, states in zip(one.lanes, found[one.id], strict=True):
                print(f"  {lane:<{width}} |{'|'.join(_MARKS[state] * 2 for state in states)}|")
            print(f"  lab.json {apart[one.id] or 'says the same'}\n")
        print("# running, . waiting, blank: not there")
    return 1 if any(apart.values()) else 0
