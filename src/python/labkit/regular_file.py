"""Reads a file that anything may stand in for: a folder, a pipe that nobody writes to, a file without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

SOURCE_BYTES = 1 << 20
"""Largest source file of a learner's that is read: a syntax tree takes a hundred times its text."""


class NotRegular(OSError):
    """There is something, and it is no file to read. `strerror` is a clause that follows its name."""

    def __init__(self, clause: str) -> None:
        super().__init__()
        self.strerror = clause


class TooLarge(NotRegular):
    """The file is longer than the limit."""


def read_regular(path: Path, limit: int = SOURCE_BYTES) -> bytes:
    """The bytes of `path`; never waits. Raises `OSError`; `NotRegular` for what is no regular file or has more than
    `limit` bytes."""
    # Without O_NONBLOCK, opening a named pipe waits for its writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_dir():  # Windows does not open one at all
        raise NotRegular("is a folder")
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise NotRegular("is a folder")
        if not stat.S_ISREG(mode):
            raise NotRegular("is no regular file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"is larger than {limit / 2**20:g} MB")
    return data
