"""Collects the words of one replay: who did what, where, to which object, with which values."""

from __future__ import annotations

import linecache
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from labkit.explore.engine.operation import (
    ACQUIRE,
    CONTENT,
    END,
    JOIN,
    NAMES,
    READ,
    RELEASE,
    TRY,
    WRITE,
)  # fmt: skip
from labkit.explore.engine.outcome import Blocked
from labkit.explore.engine.task import Task
from labkit.explore.instrument.hooks import TEMPORARY
from labkit.explore.instrument.sites import Sites
from labkit.explore.model.lock import Lock
from labkit.explore.result import CounterStep

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_LONGEST = 60


class Explain:
    """An observer for one schedule. `steps` are complete when the schedule is over."""

    def __init__(self, files: frozenset[str], sites: Sites) -> None:
        self._files = files
        self._sites = sites
        self.steps: list[CounterStep] = []
        self._where: dict[int, tuple[str, int, dict[str, str]]] = {}
        self._locks: dict[int, tuple[Any, str]] = {}
        self._open: tuple[int, Any, str, str] | None = None

    def announced(self, task: Task) -> None:
        """Where a thread stands when it announces its operation."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename not in self._files:
            frame = frame.f_back
        if frame is None:
            self._where[task.index] = ("", 0, {})
            return
        named = {
            name: text(value) for name, value in frame.f_locals.items()
            if TEMPORARY not in name and not name.startswith(("__", ".")) and not callable(value)
        }  # fmt: skip
        self._where[task.index] = (frame.f_code.co_filename, frame.f_lineno, named)
        if isinstance(task.target, Lock):
            self._name_lock(task.target, frame.f_lineno)

    def _name_lock(self, lock: Lock, line: int) -> None:
        """By the line that first asked for it; a second lock of the same line gets a number."""
        if id(lock) not in self._locks:
            same = sum(1 for _, name in self._locks.values() if name.partition(".")[0] == f"lock@{line}")
            self._locks[id(lock)] = (lock, f"lock@{line}" + (f".{same + 1}" if same else ""))

    def step(self, task: Task) -> None:
        self.close()
        file, line, named = self._where.get(task.index, ("", 0, {}))
        value = ""
        name = self._sites.table[task.site].name if task.site is not None else ""
        if task.kind in (READ, WRITE) and name:
            before = look(task.target, name)
            value = before or ""
            if task.kind == WRITE:
                self._open = (len(self.steps), task.target, name, value)
        source = linecache.getline(file, line).strip() if file else ""
        self.steps.append(
            CounterStep(task.name, NAMES[task.kind], self.label(task), Path(file).name, line, source, named, value)
        )

    def close(self) -> None:
        """Completes the last write with the value it left."""
        if self._open is None:
            return
        number, target, name, before = self._open
        self._open = None
        after = look(target, name)
        if after is not None:
            step = self.steps[number]
            value = f"{before} -> {after}" if before else after
            self.steps[number] = CounterStep(**{**step.__dict__, "value": value})

    def label(self, task: Task) -> str:
        """A name for what the operation is about, without addresses."""
        target = task.target
        if task.site is not None:
            name = self._sites.table[task.site].name
            if isinstance(target, str):
                return name
            return type(target).__name__ if name == CONTENT else f"{type(target).__name__}.{name}"
        if isinstance(target, str):
            return target
        if isinstance(target, Lock):
            return self._locks.get(id(target), (None, "lock"))[1]
        if isinstance(target, Task):
            return target.name
        return ""

    def blocked(self, task: Task) -> Blocked:
        file, line, _ = self._where.get(task.index, ("", 0, {}))
        holder = task.target._holder if isinstance(task.target, Lock) else None
        if task.kind == JOIN and isinstance(task.target, Task):
            holder = task.target
        source = linecache.getline(file, line).strip() if file else ""
        return Blocked(
            task.name, NAMES[task.kind], self.label(task), holder.name if holder is not None else None,
            Path(file).name, line, source,
        )  # fmt: skip


def look(target: Any, name: str) -> str | None:
    """The value of an attribute or the content of a container, without running any of the program's code."""
    if name == CONTENT or (isinstance(target, list | dict | set) and name not in getattr(target, "__dict__", ())):
        return text(target)
    held = getattr(target, "__dict__", None)
    if held is not None and name in held:
        return text(held[name])
    return None


def text(value: Any) -> str:
    """A short form of a plain value; the type's name for anything else."""
    if value is None or isinstance(value, bool | int | float | str | bytes):
        short = repr(value) if type(value) in (bool, int, float, str, bytes, type(None)) else type(value).__name__
    elif type(value) in (list, tuple, set, frozenset, dict):
        if len(value) > 20:
            short = f"{type(value).__name__} of {len(value)}"
        elif type(value) is dict:
            short = "{" + ", ".join(f"{text(k)}: {text(v)}" for k, v in value.items()) + "}"
        else:
            inner = ", ".join(sorted(map(text, value)) if type(value) in (set, frozenset) else map(text, value))
            short = f"[{inner}]" if type(value) is list else f"({inner})" if type(value) is tuple else f"{{{inner}}}"
    else:
        short = type(value).__name__
    return _ADDRESS.sub("", short if len(short) <= _LONGEST else short[: _LONGEST - 3] + "...")


def interleaving(steps: list[CounterStep], blocked: tuple[Blocked, ...], most: int = 15) -> list[str]:
    """The counterexample in at most `most` lines: one for each stretch of a thread on a source line."""
    told: list[tuple[str, str, int, str, str]] = []
    setting_up = next((at for at, step in enumerate(steps) if step.thread != "main"), 0)
    if not any(step.file and step.op not in (NAMES[END], NAMES[JOIN]) for step in steps[setting_up:]):
        setting_up = 0
    for step in steps[setting_up:]:
        if not step.file or step.op in (NAMES[END], NAMES[JOIN]):
            continue
        note = ""
        if step.op in (NAMES[READ], NAMES[WRITE]) and step.value:
            name = step.object.rpartition(".")[2]
            note = f"{name} is {step.value}" if step.op == NAMES[READ] else f"{name} {step.value}"
        elif step.op in (NAMES[ACQUIRE], NAMES[RELEASE], NAMES[TRY]):
            note = f"{step.op} {step.object}"
        row = (step.thread, step.file, step.line, step.source, note)
        if told and told[-1][:4] == row[:4]:
            told[-1] = (*row[:4], note or told[-1][4])
        else:
            told.append(row)
    ends = [
        f"{one.thread}  {one.file}:{one.line}  {one.source}  waits for {one.object or one.op}"
        + (f", held by {one.held_by}" if one.held_by else "")
        for one in blocked
    ][: most - 2]
    room = most - len(ends)
    lines = [
        f"{thread}  {file}:{line}  {source}" + (f"  ({note})" if note else "")
        for thread, file, line, source, note in told
    ]
    if len(lines) > room:
        left = len(lines) - room + 1
        lines = [f"... {left} earlier lines", *lines[left:]]
    return [*lines, *ends]
