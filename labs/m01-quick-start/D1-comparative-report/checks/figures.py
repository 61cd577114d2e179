"""The Markdown table of `table`, read and compared with the rows it was made of."""

from __future__ import annotations

import math
from collections.abc import Sequence

from labkit.testing import Frame, expect, fail, show
from rows import Row

COLUMNS = 5


def cells_of(text: str) -> list[list[str]]:
    """The lines of a Markdown table, cell by cell, head and rule left out."""
    lines = [one.strip() for one in text.splitlines() if one.strip().startswith("|")]
    cells = [[part.strip() for part in one.strip("|").split("|")] for one in lines]
    return [one for one in cells[1:] if not set("".join(one)) <= set("-: ")]


def judge_table(what: str | Frame, text: str, rows: Sequence[Row], at: str | Frame) -> None:
    """Fails unless `text` has a line for each of `rows`, with its figures."""
    found: dict[tuple[str, str], list[str]] = {}
    for cells in cells_of(text):
        expect(
            len(cells) == COLUMNS,
            f"{what} has a line of {len(cells)} cells: {show(' | '.join(cells), 120)}",
            expected="model, workers, median, interval, samples",
            at=at,
        )
        key = cells[0], cells[1]
        expect(key not in found, f"{what} has two lines for {' '.join(key)}", misconception="m5", at=at)
        found[key] = cells
    wanted = {(row.key[1], str(row.key[2])): row for row in rows}
    if set(found) != set(wanted):
        fail(
            f"{what} has lines for {_names(found) or 'no row'}",
            misconception="m5" if found else None,
            expected=_names(wanted),
            actual=_names(found),
            at=at,
        )
    for key, row in wanted.items():
        _judge_line(f"{what}, in the line of {' '.join(key)},", found[key], row, at)


def _names(keys: object) -> str:
    return ", ".join(" ".join(one) for one in sorted(keys))  # type: ignore[call-overload]


def _judge_line(what: str | Frame, cells: Sequence[str], row: Row, at: str | Frame) -> None:
    wrong = not _is(cells[2], row.median)
    if wrong:
        fail(
            f"{what} has {cells[2]} as the median of {', '.join(f'{one:.3f}' for one in row.times)}"[:300],
            misconception="m5",
            expected=f"{row.median:.3f}",
            actual=cells[2],
            at=at,
            details=["This is their mean."] if _is(cells[2], row.mean) else [],
        )
    known = math.isfinite(row.high)
    low, _, high = cells[3].partition(" to ")
    expect(
        (_is(low, row.low) and _is(high, row.high)) if known else cells[3] == "unknown",
        f"{what} has the interval {cells[3]!r}",
        misconception="m2",
        expected=f"{row.low:.3f} to {row.high:.3f}" if known else "unknown",
        actual=cells[3],
        at=at,
    )
    expect(cells[4] == str(len(row.times)), f"{what} counts {cells[4]} samples of {len(row.times)}", at=at)


def _is(cell: str, value: float) -> bool:
    try:
        return abs(float(cell) - value) <= 0.00051
    except ValueError:
        return False
