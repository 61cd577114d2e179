"""The carried packages are found without being told where, and their absence has words of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kit_run import LABS, ROOT


def run(kit: Path, work: Path) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # -S: without the packages that happen to be installed for this interpreter.
    return subprocess.run(
        [sys.executable, "-P", "-S", "-m", "labkit", "check", str(LABS / "basic"), "--work", str(work)],
        env={**bare, "PYTHONPATH": str(kit)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_packages_of_a_built_clone_are_found(tmp_path: Path) -> None:
    done = run(ROOT / "src" / "python", tmp_path)
    assert "pytest" not in done.stderr
    assert done.returncode == 2 and "is not in" in done.stdout  # the learner's file is what is missing


def test_without_them_the_next_step_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "python" / "labkit", tmp_path / "kit" / "labkit")
    done = run(tmp_path / "kit", tmp_path)
    assert done.returncode == 2
    assert "npm run build" in done.stderr and "Traceback" not in done.stderr


def test_pytest_colours_with_what_is_carried_of_pygments() -> None:
    script = """
import io
from _pytest._io import TerminalWriter
for lexer, source in (("python", "def total(): return 1"), ("diff", "+ added")):
    writer = TerminalWriter(io.StringIO())
    writer.hasmarkup = True
    print("\\x1b[" in writer._highlight(source, lexer))
"""
    done = subprocess.run(
        [sys.executable, "-P", "-S", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT / "dist" / "python-libs")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "True\nTrue\n"
