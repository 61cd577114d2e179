"""`labkit run`: the learner's file as a program, with this terminal's input and output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from labkit.driver.process import package_path
from labkit.errors import SetupError


def run_program(work: Path, name: str, args: list[str]) -> int:
    """Runs `work/name` and returns its exit code; a signal that ended it gives 128 plus its number, as in a shell."""
    if not (work / name).is_file():
        raise SetupError(f"{name} is not in {work}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(package_path()), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-P", "-m", "labkit.subject.program", name, *args]
    process = subprocess.Popen(command, cwd=work, env=environment)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # the program got it too, from the terminal
        return code if code >= 0 else 128 - code
