"""`python -m labkit.explore REQUEST`: one search in a process of its own. `apart.py` starts it and reads its lines."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore.options import Options
from labkit.explore.schedule import read_schedule
from labkit.explore.watched import explore


def main(request: dict[str, Any]) -> None:
    """Writes JSON lines: `progress`, then `result` or `setup`."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()

    def say(**line: Any) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    try:
        recorded = read_schedule(request["recorded"]) if request["recorded"] is not None else None
        result = explore(
            Path(request["file"]), request["name"], Options(**request["options"]), recorded=recorded,
            progress=lambda schedules, limit: say(progress=[schedules, limit]),
        )  # fmt: skip
        say(result=result.as_json())
    except SetupError as error:
        say(setup=str(error))
    # A step that never returned may still be there: only the end of the process ends it.
    os._exit(0)


def _end_with_parent() -> None:
    """Standard input is a pipe whose other end only the parent holds."""
    while os.read(0, 4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].startswith("{"):
        sys.exit("Use it as a command: python -m labkit explore FILE[:NAME]")
    try:
        main(json.loads(sys.argv[1]))
    except KeyboardInterrupt:
        os._exit(1)  # the program raised it in the main thread
