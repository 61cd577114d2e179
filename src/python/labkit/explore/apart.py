"""Searches in a process of its own: a program that ends or breaks its process takes no verdict with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore.options import Options
from labkit.explore.result import EXIT_CODES, Result


def explore_apart(
    file: Path, name: str, options: Options, recorded: Any = None, *, progress: Callable[[int, int], object]
) -> dict[str, Any]:
    """The result as plain data. `recorded`: a schedule as plain data. Raises SetupError for wrong use.

    The process is gone when this returns or raises, KeyboardInterrupt included.
    """
    request = {"file": str(file.resolve()), "name": name, "options": asdict(options), "recorded": recorded}
    path = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    apart: dict[str, Any] = {}
    if sys.platform == "win32":
        apart["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP
    else:
        apart["start_new_session"] = True
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "labkit.explore", json.dumps(request)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
        **apart,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for line in process.stdout:
            said = json.loads(line)
            if "setup" in said:
                raise SetupError(said["setup"])
            if "result" in said and said["result"].get("verdict") in EXIT_CODES:
                return dict(said["result"])
            progress(*said["progress"])
        code = process.wait()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
    how = f"exit code {code}" if code >= 0 else f"signal {-code}, {signal.strsignal(-code)}"
    message = f"not decided: the program ended the whole process ({how}), which cannot be scheduled"
    return Result("inconclusive", None, 0, 0, 0.0, options.strategy, options.seed, message).as_json()
