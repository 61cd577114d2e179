"""Does a chart show the samples it was given? Judged by the numbers in it: positions and lengths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from labkit.testing import Frame, expect, fail
from picture import Element, NotAPicture, read_picture
from rows import Row, interval

Bar = tuple[str, str]
"""Model and number of workers, as written."""
NEAR = 0.006
"""Of the longest bar: how far an end may be from its place."""


def judge_chart(what: str | Frame, text: str, rows: Sequence[Row], others: Sequence[Row], at: str | Frame) -> None:
    """Fails unless the SVG `text` shows `rows`, by the contract of `draw`. `others`: rows of other workloads, which it
    may have shown instead. `at`: the place named."""
    try:
        root = read_picture(text)
        _judge(what, root, rows, others, at)
    except NotAPicture as error:
        fail(f"{what} {error}", at=at)


def _judge(what: str | Frame, root: Element, rows: Sequence[Row], others: Sequence[Row], at: str | Frame) -> None:
    for one in root.all():
        if "transform" in one.attributes or (one.name == "svg" and one is not root):
            moved = "a transform" if "transform" in one.attributes else "an svg inside"
            fail(f"{what} has {moved} in line {one.line}: its numbers are not what is seen", at=at)
    bars, lines = _marks(what, root, "rect", at), _marks(what, root, "line", at)
    wanted = {(row.key[1], str(row.key[2])): row for row in rows}
    _same_rows(what, bars, wanted, at)
    _bars(what, root, bars, wanted, others, at)
    _lines(what, bars, lines, wanted, at)


def _marks(what: str | Frame, root: Element, name: str, at: str | Frame) -> dict[Bar, Element]:
    found: dict[Bar, Element] = {}
    for one in root.all():
        if one.name == name and ("data-model" in one.attributes or "data-workers" in one.attributes):
            key = one.attributes.get("data-model", ""), one.attributes.get("data-workers", "")
            expect(
                key not in found,
                f"{what} has two elements {name} for {' '.join(key)}",
                misconception="m5",
                expected="one for each row of the workload",
                at=at,
            )
            found[key] = one
    return found


def _same_rows(what: str | Frame, bars: dict[Bar, Element], wanted: dict[Bar, Row], at: str | Frame) -> None:
    if set(bars) == set(wanted):
        return
    missing, foreign = sorted(set(wanted) - set(bars)), sorted(set(bars) - set(wanted))
    said = [f"no bar for {_list(missing)}"] if missing else []
    said += [f"a bar for {_list(foreign)}, of which this workload has no samples"] if foreign else []
    fail(
        f"{what} has {' and '.join(said)}",
        misconception="m3" if bars else None,
        expected=_list(sorted(wanted)),
        actual=_list(sorted(bars)) or "no rect with data-model and data-workers",
        at=at,
    )


def _list(keys: Sequence[Bar]) -> str:
    return ", ".join(" ".join(one) for one in keys)


def _bars(
    what: str | Frame,
    root: Element,
    bars: dict[Bar, Element],
    wanted: dict[Bar, Row],
    others: Sequence[Row],
    at: str | Frame,
) -> None:
    heights = {key: one.number("height") for key, one in bars.items()}
    tallest = max(heights.values())
    expect(min(heights.values()) > 0, f"{what} has a bar without height", at=at)
    feet = {key: one.number("y") + one.number("height") for key, one in bars.items()}
    if max(feet.values()) - min(feet.values()) > NEAR * tallest:
        low, high = min(feet, key=feet.__getitem__), max(feet, key=feet.__getitem__)
        fail(
            f"{what} has bars on different base lines: {' '.join(low)} ends at y={feet[low]:g}, {' '.join(high)} at "
            f"y={feet[high]:g}",
            misconception="m3",
            expected="all bars stand on the line of 0 s",
            at=at,
        )
    if not _on_one_scale(heights, {key: row.median for key, row in wanted.items()}):
        key = _furthest(heights, {key: row.median for key, row in wanted.items()})
        scale = tallest / max(row.median for row in wanted.values())
        fail(
            f"{what} has bars that are not the medians: {' '.join(key)} is {heights[key]:g} high where the longest, of "
            f"{max(row.median for row in wanted.values()):.3f} s, is {tallest:g}",
            misconception="m5" if _on_one_scale(heights, {k: row.mean for k, row in wanted.items()}) else "m3",
            expected=f"{wanted[key].median:.3f} s, {wanted[key].median * scale:.1f} high",
            actual=f"{heights[key] / scale:.3f} s",
            at=at,
            details=[_cause(heights, wanted, others)],
        )
    sides = sorted((one.number("x"), one.number("x") + one.number("width")) for one in bars.values())
    beside = all(left < right for left, right in sides) and all(
        first[1] <= second[0] + NEAR for first, second in pairwise(sides)
    )
    expect(beside, f"{what} has bars that cover one another, or have no width", at=at)
    _inside(what, root, bars, at)


def _inside(what: str | Frame, root: Element, bars: dict[Bar, Element], at: str | Frame) -> None:
    box = root.attributes.get("viewBox", "").replace(",", " ").split()
    try:
        left, top, width, height = map(float, box)
    except ValueError:
        fail(f"{what} has no viewBox of four numbers", expected='viewBox="0 0 640 360", or the like', at=at)
    for key, one in bars.items():
        x, y = one.number("x"), one.number("y")
        fits = left <= x and top <= y and x + one.number("width") <= left + width + 0.5
        fits = fits and y + one.number("height") <= top + height + 0.5
        expect(fits, f"{what} has the bar of {' '.join(key)} outside of its viewBox", at=at)


def _on_one_scale(heights: dict[Bar, float], values: dict[Bar, float]) -> bool:
    scale = max(heights.values()) / max(values.values())
    near = NEAR * max(heights.values())
    return all(abs(heights[key] - value * scale) <= near for key, value in values.items())


def _furthest(heights: dict[Bar, float], values: dict[Bar, float]) -> Bar:
    scale = max(heights.values()) / max(values.values())
    return max(values, key=lambda key: abs(heights[key] - values[key] * scale))


def _cause(heights: dict[Bar, float], wanted: dict[Bar, Row], others: Sequence[Row]) -> str:
    """What the heights show instead, where that can be told."""
    if _on_one_scale(heights, {key: row.mean for key, row in wanted.items()}):
        return "The heights are those of the means."
    if len(set(heights.values())) == 1:
        return "All bars are equally high."
    values = {key: row.median for key, row in wanted.items()}
    low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    scale = (heights[high] - heights[low]) / (values[high] - values[low]) if values[high] > values[low] else 0.0
    if scale > 0:
        zero = values[low] - heights[low] / scale
        fitting = all(abs((values[key] - zero) * scale - heights[key]) <= NEAR * heights[high] for key in values)
        if fitting:
            return f"The axis begins at {zero:.3f} s: twice the length is not twice the time."
    for workload in sorted({row.key[0] for row in others}):
        there = {(row.key[1], str(row.key[2])): row.median for row in others if row.key[0] == workload}
        if set(there) >= set(heights) and _on_one_scale(heights, {key: there[key] for key in heights}):
            return "The heights are those of another workload."
    return "Is the height computed from the samples that draw was given, on one scale for all bars?"


def _lines(
    what: str | Frame, bars: dict[Bar, Element], lines: dict[Bar, Element], wanted: dict[Bar, Row], at: str | Frame
) -> None:
    tallest = max(bars.values(), key=lambda one: one.number("height"))
    scale = tallest.number("height") / max(row.median for row in wanted.values())
    foot = tallest.number("y") + tallest.number("height")
    for key, row in wanted.items():
        known = math.isfinite(row.high)
        expect(
            (key in lines) == known,
            f"{what} has no line for the interval of {' '.join(key)}"
            if known
            else f"{what} has a line for {' '.join(key)}, whose {len(row.times)} samples bound nothing",
            misconception="m2",
            expected=f"a line from {row.low:.3f} to {row.high:.3f} s" if known else "no line",
            at=at,
        )
        if not known:
            continue
        line, bar = lines[key], bars[key]
        ends = sorted(((foot - line.number("y1")) / scale, (foot - line.number("y2")) / scale))
        near = NEAR * tallest.number("height") / scale + 0.002 * row.high
        expect(
            abs(ends[0] - row.low) <= near and abs(ends[1] - row.high) <= near,
            f"{what} has the interval of {' '.join(key)} from {ends[0]:.3f} to {ends[1]:.3f} s",
            misconception="m2",
            expected=interval(row),
            actual=f"{ends[0]:.3f} to {ends[1]:.3f} s, on the scale of the bars",
            at=at,
        )
        x1, x2 = line.number("x1"), line.number("x2")
        inside = bar.number("x") <= min(x1, x2) and max(x1, x2) <= bar.number("x") + bar.number("width")
        expect(x1 == x2 and inside, f"{what} has the line of {' '.join(key)} not upright on its bar", at=at)
    for key in sorted(set(lines) - set(wanted)):
        fail(f"{what} has a line for {' '.join(key)}, of which there are no samples", misconception="m3", at=at)
