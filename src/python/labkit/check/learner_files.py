"""Looks at the learner's files before any of them is imported: there, readable, text, free of syntax errors."""

from __future__ import annotations

import ast
import sys
import tokenize
import warnings
from pathlib import Path

from labkit.check.outcome import Verdict
from labkit.lab import Lab
from labkit.subject.plain import Frame


def look(lab: Lab, work: Path) -> Verdict | None:
    """The first fault of the lab's files in `work`, or None."""
    for name in lab.files:
        if name.endswith(".py") and (found := _look_at(work / name, name)):
            return found
    return None


def _look_at(path: Path, name: str) -> Verdict | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Verdict(
            "setup", f"{name} is not in {path.parent}", details=("Open the lab again to get the file back.",)
        )
    except OSError as error:
        return Verdict("setup", f"{name} cannot be read: {error.strerror}")
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
            return Verdict("failed", f"{name} is not UTF-8 text", at=Frame(name, 1, ""), details=("Save it as UTF-8.",))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(data, name).body
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


def hiding(lab: Lab, work: Path, libraries: list[str]) -> list[str]:
    """Files and folders of `work` named like a standard or carried module; the lab's own files left out."""
    taken = set(sys.stdlib_module_names) | {
        "pytest",
        "labkit",
        "requests",
        "bs4",
        *lab.packages,
        *lab.optional_packages,
    }
    for folder in libraries:
        taken |= {one.name.partition(".")[0] for one in Path(folder).glob("*") if one.suffix in ("", ".py")}
    mine = {Path(one).parts[0] for one in lab.files}
    try:
        inside = sorted(work.iterdir())
    except OSError:
        return []
    modules = [one for one in inside if one.suffix == ".py" or (one.is_dir() and any(one.glob("*.py")))]
    return [one.name for one in modules if one.name not in mine and one.name.partition(".")[0] in taken]
