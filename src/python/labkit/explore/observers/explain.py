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
    ANY,
    BEGIN,
    CONTENT,
    END,
    EXIT,
    JOIN,
    NAMES,
    READ,
    RELEASE,
    TRY,
    WRITE,
)  # fmt: skip
from labkit.explore.engine.outcome import Blocked, Outcome
from labkit.explore.engine.task import Task
from labkit.explore.instrument.hooks import TEMPORARY
from labkit.explore.instrument.sites import Sites
from labkit.explore.model.lock import Lock
from labkit.explore.observers.interleaving import interleaving, is_plain
from labkit.explore.result import CounterStep

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_LONGEST = 60
_ENGINE = str(Path(__file__).parents[1])


class Explain:
    """An observer for one schedule. `steps` are complete when the schedule is over."""

    def __init__(self, files: frozenset[str], sites: Sites) -> None:
        self._files = files
        self._sites = sites
        self.steps: list[CounterStep] = []
        self._where: dict[int, tuple[str, int, dict[str, str]]] = {}
        self._locks: dict[int, tuple[Any, str]] = {}
        self._open: tuple[int, Any, str, str] | None = None
        self._inside: dict[int, list[FrameType]] = {}
        self._told: list[str | None] = []
        self._names: dict[int, str] = {}

    def announced(self, task: Task) -> None:
        """Where a thread stands when it announces its operation."""
        frame: FrameType | None = sys._getframe(1)
        inside: list[FrameType] = []
        self._inside[task.index] = inside
        while frame is not None and frame.f_code.co_filename not in self._files:
            if not frame.f_code.co_filename.startswith(_ENGINE):
                inside.append(frame)
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
        self._names[task.index] = task.name
        file, line, named = self._where.get(task.index, ("", 0, {}))
        value = ""
        name = self._sites.table[task.site].name if task.site is not None else ""
        if task.kind in (READ, WRITE) and name:
            before = look(task.target, name)
            value = before or ""
            if task.kind == WRITE:
                self._open = (len(self.steps), task.target, name, value)
        self._told.append(self._words(task, value))
        source = linecache.getline(file, line).strip() if file else ""
        self.steps.append(
            CounterStep(task.name, NAMES[task.kind], self.label(task), Path(file).name, line, source, named, value)
        )

    def _words(self, task: Task, value: str) -> str | None:
        """What the line says of a step instead of its value. None: nothing; the call it belongs to has its own line."""
        inside = self._inside.get(task.index, [])
        called = [frame.f_code.co_name for frame in inside]
        if inside and type(inside[-1].f_locals.get("self")).__name__ != "_RLock":
            if task.kind == RELEASE and "_release_save" in called:
                return "waits"
            if task.kind == RELEASE and called[0] == "notify" and len(called) <= 2:
                return "wakes a thread"
            if task.kind == ACQUIRE and self._asleep(task):
                return "wakes up"
            return "" if task.kind in (ACQUIRE, READ, WRITE) else None
        if task.kind in (ACQUIRE, TRY):
            return f"takes {self.label(task)}" if task.kind == ACQUIRE or not task.target._locked else "finds it taken"
        if task.kind == RELEASE:
            return f"gives back {self.label(task)}"
        if task.kind in (END, JOIN, EXIT, BEGIN):
            return None
        if task.kind == READ and task.index == 0 and isinstance(task.target, list) and not is_plain(value):
            return None  # a list of threads, walked through to start or join them
        return ""

    def _asleep(self, task: Task) -> bool:
        """Whether it stands in `Condition.wait`, its lock given back, until somebody notifies it."""
        inside = self._inside.get(task.index, [])
        return bool(inside) and inside[0].f_code.co_name == "wait" and "saved_state" in inside[0].f_locals

    def lines(self, outcome: Outcome) -> tuple[str, ...]:
        """The steps in words, at most 15 lines; the line that failed is always the last, unless threads wait."""
        raised = [(file, line) for file, line, _ in outcome.frames if not file.startswith(_ENGINE)]
        mine = [place for place in raised if place[0] in self._files]
        steps, told = list(self.steps), list(self._told)
        if raised:
            file, line = (mine or raised)[-1]
            source = linecache.getline(file, line).strip()
            thread = self._names.get(outcome.thread, "main")
            _, at, named = self._where.get(outcome.thread, ("", 0, {}))
            steps.append(CounterStep(thread, "", "", Path(file).name, line, source, named if at == line else {}, ""))
            told.append("")
        return tuple(interleaving(steps, told, outcome.blocked))

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
            return type(target).__name__ if name in (CONTENT, ANY) else f"{type(target).__name__}.{name}"
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
        label = self.label(task)
        if self._asleep(task):
            label, holder = "a wake-up", None
        return Blocked(
            task.name, NAMES[task.kind], label, holder.name if holder is not None else None,
            Path(file).name, line, source,
        )  # fmt: skip


def look(target: Any, name: str) -> str | None:
    """The value of an attribute or the content of a container, without running any of the program's code."""
    if name in (CONTENT, ANY) or (
        isinstance(target, list | dict | set) and name not in getattr(target, "__dict__", ())
    ):
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
