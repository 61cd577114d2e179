"""Looks at the learner's files before any of them is imported: there, readable, text, free of syntax errors."""

from __future__ import annotations

import ast
import tokenize
import warnings
from pathlib import Path

from labkit.check.outcome import Verdict
from labkit.lab import Lab
from labkit.regular_file import NotRegular, TooLarge, read_regular
from labkit.subject.plain import Frame

_RESTORE = "Move it away and open the lab again to get the file back."
_TOO_LARGE = "A lab's file has some hundred lines. Move data out of it."


def look(lab: Lab, work: Path) -> Verdict | None:
    """The first fault of the lab's files in `work`, or None."""
    for name in lab.files:
        if name.endswith(".py") and (found := _look_at(work / name, name)):
            return found
    return None


def _look_at(path: Path, name: str) -> Verdict | None:
    try:
        data = read_regular(path)
    except FileNotFoundError:
        if path.is_symlink():
            return Verdict("setup", f"{name} is a link to {path.readlink()}, which does not exist", details=(_RESTORE,))
        return Verdict(
            "setup", f"{name} is not in {path.parent}", details=("Open the lab again to get the file back.",)
        )
    except TooLarge as error:
        return Verdict("failed", f"{name} {error.strerror}", at=Frame(name, 1, ""), details=(_TOO_LARGE,))
    except NotRegular as error:
        return Verdict("setup", f"{name} {error.strerror}", details=(_RESTORE,))
    except OSError as error:
        return Verdict("setup", f"{name} cannot be read: {error.strerror}", details=(f"The file is {path}.",))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Verdict("failed", f"{name} is saved as UTF-16", at=Frame(name, 1, ""), details=("Save it as UTF-8.",))
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return Verdict("failed", f"{name} contains a null byte in line {line}", at=Frame(name, line, ""))
    try:
        encoding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
        data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError, StopIteration):
        if data:
            line = _first_foreign_line(data)
            return Verdict(
                "failed", f"{name} is not UTF-8 text", at=Frame(name, line, ""), details=("Save it as UTF-8.",)
            )
    try:
        body = parse(data, name).body
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        what = getattr(error, "msg", str(error))
        text = (getattr(error, "text", None) or "").strip()
        return Verdict(
            "failed",
            f"{name} has a syntax error in line {line}: {what}",
            at=Frame(name, line, ""),
            details=(text,) if text else (),
        )
    except (RecursionError, MemoryError):
        return Verdict("failed", f"{name} is nested too deeply to be read", at=Frame(name, 1, ""))
    if not body:
        return Verdict(
            "failed",
            f"{name} has no code in it",
            at=Frame(name, 1, ""),
            details=("Start from the lab's own file; resetting the lab brings it back.",),
        )
    return None


def parse(data: bytes, name: str = "<file>") -> ast.Module:
    """The syntax tree, without the warnings that Python prints.

    Raises `SyntaxError`, `ValueError`, and `RecursionError` or `MemoryError` for what is nested too deeply.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data, name)


def _first_foreign_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return 1  # it is the declared encoding that does not do
