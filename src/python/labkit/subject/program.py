"""`python -P -s -m labkit.subject.program [--start-method=NAME] FILE ARGS`: runs a learner's file as `__main__`.

Its folder comes last on `sys.path`. NAME becomes multiprocessing's default; the program may still set another.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path


def main() -> None:
    args = sys.argv[1:]
    if args[0].startswith("--start-method="):
        from multiprocessing import context

        # set_start_method would settle it, and a program that calls it itself would then fail.
        name = args.pop(0).partition("=")[2]
        context._default_context._default_context = context._concrete_contexts[name]  # type: ignore[attr-defined]
    file = Path(args[0]).resolve()
    sys.argv = [str(file), *args[1:]]
    sys.path.append(str(file.parent))
    runpy.run_path(str(file), run_name="__main__")


if __name__ == "__main__":
    main()
