"""Starting a process of the learner's: own session, scrubbed and tagged environment, captured output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_KEPT = (
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHON_GIL",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
    "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
)  # fmt: skip


def environment(tag: str) -> dict[str, str]:
    """What a learner's process gets to see: the system's basics, the kit, the run's tag.

    No proxy settings (everything is on the loopback), no secrets of the caller's shell.
    """
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT or name.startswith("LC_")}
    kept["PYTHONPATH"] = os.pathsep.join(package_path())
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    kept["PYTHONUTF8"] = "1"
    kept["PYTHONFAULTHANDLER"] = ""
    kept["LABKIT_RUN"] = tag
    return kept


def kit_environment() -> dict[str, str]:
    """What a process of the kit's own gets to see: all that this one does, with the carried packages."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(package_path()), "PYTHONDONTWRITEBYTECODE": "1"}


def package_path() -> list[str]:
    """The folders of the kit and of the packages carried with it, as this process was given them."""
    kit = str(Path(__file__).resolve().parents[2])
    given = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    return [kit, *(str(Path(one).resolve()) for one in given if Path(one).resolve() != Path(kit))]


def start(module: str, args: list[str], *, work: Path, tag: str, stdin: int, pass_fds: tuple[int, ...] = ()) -> Any:
    """Starts `python -P -s -m MODULE ARGS` in `work`. Must be called from the main thread: on Linux the child ends
    when the thread that started it does."""
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    else:
        options["start_new_session"] = True
        options["pass_fds"] = pass_fds
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", module, *args],
        cwd=work,
        env=environment(tag),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def start_kit(arguments: Sequence[str], *, tag: str, folder: Path) -> subprocess.Popen[bytes]:
    """Starts `labkit ARGUMENTS` as a part of the run `tag`: with its carried packages, and `folder` for its temporary
    files."""
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
    kept = kit_environment() | {"LABKIT_RUN": tag, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "labkit", *arguments],
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def ending(code: int) -> str:
    """How a process ended, in words: `exit code 3`, `signal SIGSEGV`."""
    if code >= 0:
        return f"exit code {code}"
    import signal

    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
