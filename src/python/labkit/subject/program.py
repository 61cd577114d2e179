"""`python -P -s -m labkit.subject.program FILE ARGS`: runs a learner's file as `__main__`, its folder last on `sys.path`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path


def main() -> None:
    file = Path(sys.argv[1]).resolve()
    sys.argv = [str(file), *sys.argv[2:]]
    sys.path.append(str(file.parent))
    runpy.run_path(str(file), run_name="__main__")


if __name__ == "__main__":
    main()
