"""`python -P -m labkit.timeline FILE`: records one program and prints what came of it, as a line of JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from labkit.errors import SetupError
from labkit.timeline.record import record


def main() -> None:
    try:
        answer: dict[str, object] = {"lanes": record(Path(sys.argv[1]))}
    except SetupError as error:
        answer = {"fault": str(error)}
    print(json.dumps(answer), flush=True)
    os._exit(0)  # a thread that catches everything must not keep the process


main()
