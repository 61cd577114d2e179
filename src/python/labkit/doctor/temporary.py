"""The folder for temporary files: each run keeps its subject's messages there."""

from __future__ import annotations

import contextlib
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

from labkit.doctor.problem import Problem, reason

LEAST = 64 << 20
"""Free bytes below which a run may fail for want of room."""
_REMEDY = "Set TMPDIR (on Windows: TEMP) to a folder that can be written, and start again."


def temporary() -> tuple[dict[str, Any], list[Problem]]:
    """Where it is, whether it can be written, and the bytes free there (None when the system does not say)."""
    try:
        folder = tempfile.gettempdir()
    except OSError:  # it has tried every folder it knows
        message = "There is no folder for temporary files that can be written."
        return {"folder": "", "writable": False, "free": None}, [
            Problem(about="temporary", message=message, remedy=_REMEDY)
        ]
    free = None
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(folder).free
    facts: dict[str, Any] = {"folder": folder, "writable": True, "free": free}
    try:
        problems = _try(folder)
    except OSError as error:
        facts["writable"] = False
        message = f"Temporary files cannot be written to {folder}: {reason(error)}."
        return facts, [Problem(about="temporary", message=message, remedy=_REMEDY)]
    if free is not None and free < LEAST:
        message = f"Only {free >> 20} MB are free in {folder}."
        remedy = "Make room there, or set TMPDIR (on Windows: TEMP) to a folder on a larger disk."
        problems.append(Problem(about="temporary", message=message, remedy=remedy, stops=False))
    return facts, problems


def _try(folder: str) -> list[Problem]:
    """Writes there as a run does. The folder's name is as long as those `multiprocessing` makes for its sockets."""
    made = Path(tempfile.mkdtemp(prefix="pymp-", dir=folder))
    try:
        (made / "written").write_bytes(bytes(1 << 16))
        if not hasattr(socket, "AF_UNIX"):
            return []
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
                server.bind(str(made / "listener-12345678"))
        except OSError as error:
            message = f"Processes cannot meet in {folder}: a socket cannot be made there ({reason(error)})."
            remedy = (
                "Labs that use multiprocessing's managers or forkserver fail. Set TMPDIR to a short path, such as /tmp."
            )
            return [Problem(about="temporary", message=message, remedy=remedy, stops=False)]
        return []
    finally:
        shutil.rmtree(made, ignore_errors=True)
