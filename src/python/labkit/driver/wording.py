"""What the kit says about a call that did not give a value. One function per situation."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.check.outcome import Verdict
from labkit.driver.link import Stack
from labkit.driver.process import ending
from labkit.packages import modules
from labkit.subject.plain import Frame, Raised


@dataclass(frozen=True)
class Names:
    """What the words need to know of the lab: its work folder, the learner's files, the packages it declares."""

    work: Path
    files: Sequence[str]
    packages: Sequence[str]
    optional_packages: Sequence[str]
    hidden: Mapping[str, str]
    """What to do about a file of the learner's that is named like a module, by the module."""


def name(target: str) -> str:
    """`check_all` of `checker_threads:check_all`; `the scenario NAME` of `scenario:NAME`."""
    module, _, qualname = target.partition(":")
    return f"the scenario {qualname}" if module == "scenario" else qualname


def hang(name: str, limit: float, stacks: Sequence[Stack]) -> Verdict:
    where = [_standing(one) for one in stacks]
    at = next((one.learner for one in stacks if one.learner), None)
    place = f": it stands at {at.file}:{at.line}" if at else ""
    return Verdict(
        "failed",
        f"{name} did not come back within {limit:g} s{place}",
        at=at,
        details=(*where, "Look at what this line waits for, and at who should end the wait."),
    )


def _standing(stack: Stack) -> str:
    if stack.learner is None:
        inner = f"{Path(stack.innermost.file).name}:{stack.innermost.line}" if stack.innermost else "unknown"
        return f"{stack.who}: no line of your files; innermost {inner}"
    text = f"{stack.who}: {stack.learner.file}:{stack.learner.line} in {stack.learner.function}"
    inner_frame = stack.innermost
    if inner_frame and (inner_frame.line, inner_frame.function) != (stack.learner.line, stack.learner.function):
        text += f", inside {Path(inner_frame.file).name}:{inner_frame.line} {inner_frame.function}"
    return text


def crash(name: str, code: int, stacks: Sequence[Stack]) -> Verdict:
    at = next((one.learner for one in stacks if one.learner), None)
    why = (
        "Something called os._exit, or a library ended the process."
        if code >= 0
        else "The interpreter itself was ended: native code crashed, or the process was killed."
    )
    place = f" at {at.file}:{at.line}" if at else ""
    return Verdict("failed", f"{name} ended the whole process{place} ({ending(code)})", at=at, details=(why,))


def limit_passed(name: str, broken: str) -> Verdict:
    return Verdict(
        "failed", f"{name} {broken}; it was ended", details=("Look for something that grows, or goes on, without end.",)
    )


def tampered(name: str, how: str) -> Verdict:
    return Verdict(
        "failed",
        f"while {name} ran, something wrote to the line that only the kit uses ({how})",
        details=("Your program closed or wrote to a file descriptor that it did not open.",),
    )


def raised(names: Names, name: str, error: Raised) -> Verdict:
    """An exception that left the learner's code."""
    first = error.inside[0] if error.inside else error
    frame = first.trace[-1] if first.trace else error.trace[-1] if error.trace else None
    if first.is_a("NotImplementedError") and frame is not None:
        return Verdict("failed", f"{frame.function} is not written yet", at=frame)
    if error.is_a("SystemExit"):
        message = f"{name} called sys.exit: a function that is called by others returns or raises"
    else:
        message = f"{name} raised {_with_message(error)}"
    inside = [f"inside: {_with_message(one)}" for one in error.inside]
    details = (*inside, *hidden_module(names, first.message))
    return Verdict("failed", message, at=frame, trace=first.trace or error.trace, details=details)


def _with_message(error: Raised) -> str:
    return f"{error.type}: {_first_line(error.message)}" if error.message else error.type


def hidden_module(names: Names, message: str) -> tuple[str, ...]:
    """Says, for an exception of a name that a module does not have, that the learner's file was meant."""
    missing = _NOT_IN_MODULE.search(message)
    top = (missing[1] or missing[2]).partition(".")[0] if missing else ""
    if top not in names.hidden:
        return ()
    return (f"This {top} is not the file in your folder, but the module of that name. {names.hidden[top]}.",)


_NOT_IN_MODULE = re.compile(r"cannot import name '.*' from '([\w.]+)'|module '([\w.]+)' has no attribute")


def not_importable(names: Names, reply: dict[str, Any], error: Raised) -> Verdict | None:
    """The learner's file could not be imported; None when the exception came later, from the call itself."""
    syntax = reply["raised"].get("syntax")
    if reply.get("phase") != "import":
        return None
    missing = reply["raised"].get("module")
    frame = error.trace[-1] if error.trace else None
    file = frame.file if frame else names.files[0]
    if syntax is not None:
        path, line, _, what = syntax
        if Path(path).is_relative_to(names.work):
            bad = Frame(Path(path).relative_to(names.work).as_posix(), max(int(line), 1), "<module>")
            return Verdict("failed", f"{bad.file} has a syntax error in line {bad.line}: {what}", at=bad)
    if isinstance(missing, str):
        return _missing_module(names, file, frame, missing, error)
    return Verdict(
        "failed",
        f"{file} cannot be imported: {error.type}" + (f": {_first_line(error.message)}" if error.message else ""),
        at=frame,
        trace=error.trace,
        details=(
            *hidden_module(names, error.message),
            "Code outside of functions runs when the file is imported.",
        ),
    )


def _missing_module(names: Names, file: str, frame: Frame | None, missing: str, error: Raised) -> Verdict:
    top = missing.partition(".")[0]
    if frame is None and f"{top}.py" in names.files:
        return gone(names.work / f"{top}.py")
    if f"{top}.py" in names.files and not (names.work / f"{top}.py").exists():
        return Verdict(
            "setup",
            f"{file} imports {top}.py, which is not in {names.work}",
            at=frame,
            details=("Open the lab again to get the file back.",),
        )
    declared = (*names.packages, *names.optional_packages)
    package = next((one for one in declared if top in modules(one)), None)
    if package is not None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        needed = package in names.packages
        return Verdict(
            "setup",
            f"the package {package} that {'this lab' if needed else file} needs is not installed for Python {version}",
            at=frame,
            details=() if needed else (f"This lab can be solved without {package}: its page says how.",),
        )
    allowed = ", ".join(("the standard library", *declared))
    return Verdict(
        "failed",
        f"{file} imports {missing}, which does not exist here",
        at=frame,
        trace=error.trace,
        details=(f"This lab uses {allowed}. Check the spelling of the name.",),
    )


def gone(path: Path) -> Verdict:
    """The learner's file or folder was there when the run began."""
    return Verdict(
        "setup",
        f"{path} is not there any more: it was moved or deleted while the run went on",
        details=("Put it back, or open the lab again to get a new one. What was recorded before stays.",),
    )


def not_started(work: Path, error: OSError) -> Verdict:
    """The system refuses another process, or its folder is gone."""
    if not work.is_dir():
        return gone(work)
    reason = error.strerror or str(error)
    return Verdict("setup", f"no process can be started: {reason}", details=("Close other programs and try again.",))


def no_temporary_folder(reason: str) -> Verdict:
    """The kit has no place for its own files."""
    return Verdict(
        "setup",
        f"the kit cannot make a temporary folder: {reason}",
        details=("Free space on that disk, or set TMPDIR to a folder that can be written.",),
    )


def problem(names: Names, target: str, kind: str, facts: dict[str, str]) -> Verdict:
    """The subject could not make the call, or could not send its value."""
    what = name(target)
    module = target.partition(":")[0]
    match kind:
        case "missing-symbol" if module == "scenario":
            return Verdict("inconclusive", f"the lab's scenario {what} has no function scenario: a fault of the lab")
        case "missing-scenario":
            return Verdict("inconclusive", f"the lab has no scenario {facts['name']}: a fault of the lab")
        case "missing-symbol":
            return Verdict("failed", f"{facts['module']}.py has no {facts['name']}", details=("Keep the given names.",))
        case "not-callable":
            return Verdict("failed", f"{facts['name']} is of type {facts['type']}, not a function", at=facts["name"])
        case "hidden-module":
            return Verdict(
                "setup", f"another module named {facts['name']} is imported in place of yours: {facts['origin']}"
            )
        case "not-plain":
            return Verdict("failed", f"what {what} returned cannot be read: {facts['reason']}")
    return Verdict("inconclusive", f"the kit could not call {what} ({kind}): a fault of the kit or the lab")


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= 300 else line[:300] + " ..."
