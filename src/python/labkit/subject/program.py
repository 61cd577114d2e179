"""`python -P -s -m labkit.subject.program [--start-method=NAME] FILE ARGS`: runs a learner's file as `__main__`.

Its folder comes last on `sys.path`. NAME becomes multiprocessing's default; the program may still set another.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType


def main() -> None:
    args = sys.argv[1:]
    method = args.pop(0).partition("=")[2] if args[0].startswith("--start-method=") else None
    file = Path(args[0]).resolve()
    sys.argv = [str(file), *args[1:]]
    sys.path.append(str(file.parent))
    # Not runpy: importing multiprocessing makes __mp_main__ a second name of __main__, and workers pickle under it. So
    # the learner's module has to be __main__ before that import, and to stay it.
    program = ModuleType("__main__")
    program.__file__ = str(file)
    sys.modules["__main__"] = program
    if method is not None:
        from multiprocessing import context

        # set_start_method would settle it, and a program that calls it itself would then fail.
        context._default_context._default_context = context._concrete_contexts[method]  # type: ignore[attr-defined]
    exec(compile(file.read_bytes(), str(file), "exec"), program.__dict__)


if __name__ == "__main__":
    main()
