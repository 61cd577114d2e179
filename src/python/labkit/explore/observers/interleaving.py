"""A counterexample in lines: who did what where, with which values, no more lines than somebody reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from labkit.explore.engine.operation import NAMES, READ, WRITE
from labkit.explore.engine.outcome import Blocked
from labkit.explore.result import CounterStep

_NAME = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*(?!\w*[\"'(])")
_TESTS = ("if ", "elif ", "while ", "assert ", "return ")
_NOTES = 2
_MOST_CODE = 60
_MOST_ROWS = 300
_REMEMBERED = 20
"""Notes kept of a line on which a thread spins: the last few of them are told."""
_LONGEST_TURN = 12
_TURNS = 4


@dataclass
class Row:
    """One stretch of a thread on one source line."""

    thread: str
    file: str
    line: int
    source: str
    notes: list[str]
    locals: dict[str, str]

    @property
    def note(self) -> str:
        """What was read, written, taken; in a test also the plain locals that it looks at."""
        told = list(dict.fromkeys(self.notes))
        values = {one.partition(" is ")[2] for one in told if not one.startswith("it is ")}
        told = [one for one in told if not (one.startswith("it is ") and one[6:] in values)][-_NOTES:]
        if self.source.startswith(_TESTS) and len(told) < _NOTES:
            names = (name for name in dict.fromkeys(_NAME.findall(self.source)) if name in self.locals)
            told += [f"{name} is {self.locals[name]}" for name in names if is_plain(self.locals[name])]
        return ", ".join(told[:_NOTES])


def is_plain(value: str) -> bool:
    """Whether a text shows a value rather than a type's name."""
    return bool(value) and (value in ("None", "True", "False") or not re.match(r"[\[({]*[A-Za-z_]+\b(?!['\"])", value))


def interleaving(
    steps: Sequence[CounterStep], told: Sequence[str | None], blocked: Sequence[Blocked], most: int = 15
) -> list[str]:
    """At most `most` lines. `told`: what to say of each step in place of its value; None: the step is no news."""
    rows = _rows(steps, told)
    ends = [Row(one.thread, one.file, one.line, one.source, [_waits(one)], {}) for one in blocked]
    ends = ends[: most - 3]
    rows, again = _once(rows)
    kept = _around_the_switches(rows[-_MOST_ROWS:], most - len(ends) - again)
    if again:
        kept.append("... and so on")
    shown = [row for row in [*kept, *ends] if isinstance(row, Row)]
    wide = [max((len(part) for part in parts), default=0) for parts in (
        [row.thread for row in shown],
        [f"{row.file}:{row.line}" for row in shown if row.file],
        [row.source for row in shown if len(row.source) <= _MOST_CODE],
    )]  # fmt: skip
    return [_line(row, wide) if isinstance(row, Row) else row for row in [*kept, *ends]]


def _line(row: Row, wide: list[int]) -> str:
    place = f"{row.file}:{row.line}" if row.file else ""
    return f"{row.thread:{wide[0]}}  {place:{wide[1]}}  {row.source:{wide[2]}}    {row.note}".rstrip()


def _rows(steps: Sequence[CounterStep], told: Sequence[str | None]) -> list[Row]:
    """Without what the main thread sets up, and without the loops in which it joins the others."""
    began = next((at for at, step in enumerate(steps) if step.thread != "main"), 0)
    rows: list[Row] = []
    for step, words in zip(steps[began:], told[began:], strict=True):
        if not step.file or words is None:
            continue
        where = (step.thread, step.file, step.line)
        last = rows[-1] if rows else None
        if last is None or (last.thread, last.file, last.line) != where:
            rows.append(last := Row(*where, step.source, [], {}))
        last.locals = step.locals or last.locals
        del last.notes[:-_REMEMBERED]
        if words:
            last.notes.append(words)
        elif is_plain(step.value) and step.op in (NAMES[READ], NAMES[WRITE]):
            if step.op == NAMES[WRITE]:  # shows what was read, too
                last.notes = [one for one in last.notes if not one.endswith(f" is {step.value.partition(' -> ')[0]}")]
            last.notes.append(_value(step))
    return rows


def _value(step: CounterStep) -> str:
    name = step.object.rpartition(".")[2]
    if step.op == NAMES[READ]:
        return f"{name} is {step.value}" if name in step.source else f"it is {step.value}"
    written = re.search(rf"\b{re.escape(name)}\b\s*(\[.*\])?\s*[-+*/|&^%@<>:]*=[^=]", step.source)
    return step.value if written or name not in step.source else f"{name} {step.value}"


def _waits(one: Blocked) -> str:
    return one.waits if one.file else "waits for work inside the library"


def _once(rows: list[Row]) -> tuple[list[Row], bool]:
    """Of rows that end in a circle: up to the end of its first turn."""
    where = [(row.thread, row.file, row.line) for row in rows]
    for turn in range(1, _LONGEST_TURN):
        same = 0
        while same + turn < len(where) and where[-1 - same] == where[-1 - same - turn]:
            same += 1
        if same >= _TURNS * turn:
            return rows[: len(rows) - same], True
    return rows, False


def _around_the_switches(rows: list[Row], room: int) -> list[Row | str]:
    """The last line, then the lines on both sides of the switches, the last switch first, then what lies between."""
    if len(rows) <= room:
        return list(rows)
    switches = [at for at in range(1, len(rows)) if rows[at].thread != rows[at - 1].thread]
    near = sorted(range(len(rows)), key=lambda at: min((abs(at - one) for one in switches), default=0))
    wanted = [len(rows) - 1, *(side for at in reversed(switches) for side in (at, at - 1)), *near]
    kept: set[int] = set()
    for at in wanted:
        if _needs({*kept, at}, len(rows)) <= room:
            kept.add(at)
    out: list[Row | str] = []
    for left_out, group in groupby(range(len(rows)), lambda at: at not in kept):
        part = [rows[at] for at in group]
        if left_out:
            out.append(f"... {len(part)} {'line' if len(part) == 1 else 'lines'}")
        else:
            out += part
    return out


def _needs(kept: set[int], count: int) -> int:
    """Lines, with one for each gap."""
    return len(kept) + sum(1 for at in range(count) if at not in kept and (at == 0 or at - 1 in kept))
