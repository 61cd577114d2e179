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


def read_text(work: Path, name: str) -> str:
    """The text of a file of the learner's that is no program: up to 1 MB of UTF-8, a byte order mark left out. Raises
    the `Verdict` that says what is in its place."""
    data = _read(work / name, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line = _first_foreign_line(data)
        raise _not_utf8(name, line) from None


def _read(path: Path, name: str) -> bytes:
    try:
        data = read_regular(path)
    except FileNotFoundError:
        if path.is_symlink():
            what = f"{name} is a link to {path.readlink()}, which does not exist"
            raise Verdict("setup", what, details=(_RESTORE,)) from None
        details = ("Open the lab again to get the file back.",)
        raise Verdict("setup", f"{name} is not in {path.parent}", details=details) from None
    except TooLarge as error:
        message = f"{name} {error.strerror}"
        raise Verdict("failed", message, at=Frame(name, 1, ""), details=(_TOO_LARGE,)) from None
    except NotRegular as error:
        raise Verdict("setup", f"{name} {error.strerror}", details=(_RESTORE,)) from None
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        raise Verdict("setup", message, details=(f"The file is {path}.",)) from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Verdict("failed", f"{name} is saved as UTF-16", at=Frame(name, 1, ""), details=("Save it as UTF-8.",))
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise Verdict("failed", f"{name} contains a null byte in line {line}", at=Frame(name, line, ""))
    return data


def _not_utf8(name: str, line: int) -> Verdict:
    return Verdict("failed", f"{name} is not UTF-8 text", at=Frame(name, line, ""), details=("Save it as UTF-8.",))


def _look_at(path: Path, name: str) -> Verdict | None:
    try:
        data = _read(path, name)
    except Verdict as fault:
        return fault
    try:
        encoding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
        data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError, StopIteration):
        if data:
            return _not_utf8(name, _first_foreign_line(data))
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
