"""Step 4: what you hand in. These checks read your files; your program does not run."""

import math
import re
from collections.abc import Callable

from chart import judge_chart
from documents import CLAIMS, SAMPLES, Claimed, read_claims, read_samples
from figures import judge_table
from labkit.testing import Frame, expect, fail, shown
from rows import Key, Row, decides, interval, name

REPORT = "report/report.md"
WORKLOADS = ("fare", "seat")
MODELS = ("serial", "threads", "processes", "asyncio")
LEAST_SAMPLES, LEAST_CLAIMS, LEAST_WORDS = 7, 3, 25
WAIT = 0.02
"""Seconds that lab 1.4's `seat` waits."""
Read = Callable[[str], str]


def test_the_samples_are_whole(read_text: Read) -> None:
    rows = {row.key: row for row in read_samples(read_text)}
    at = Frame(SAMPLES, 1, "")
    for workload in WORKLOADS:
        workers = {key[2] for key in rows if key[0] == workload}
        expect(
            len(workers) >= 2,
            f"{SAMPLES} has {workload} with too few numbers of workers: {sorted(workers)}",
            expected="two or more: one worker cannot show what a second adds",
            at=at,
        )
        for key in [(workload, model, count) for model in MODELS for count in sorted(workers)]:
            expect(
                key in rows, f"{SAMPLES} has no samples of {name(key)}", expected="every model, equally often", at=at
            )
    for key, row in rows.items():
        count = len(row.times)
        expect(
            count >= LEAST_SAMPLES,
            f"{SAMPLES} has {count} samples of {name(key)}",
            expected=f"{LEAST_SAMPLES} or more: fewer than 6 bound nothing",
            at=at,
        )
        expect(
            len(set(row.times)) >= 3,
            f"{SAMPLES} has too few different times in {count} samples of {name(key)}: {len(set(row.times))}",
            expected="times that differ, as those of a clock do",
            at=at,
            details=["compare.py measure writes what run_matrix gave, with all its digits."],
        )
    _the_same_for_all(rows)
    _possible(rows)
    shown(
        f"{len(rows)} rows with equal work and {LEAST_SAMPLES} samples or more; that they are measured nobody can check"
    )


def _the_same_for_all(rows: dict[Key, Row]) -> None:
    for workload in {key[0] for key in rows}:
        own = [row for row in rows.values() if row.key[0] == workload]
        first = own[0]
        for row in own:
            expect(
                row.items == first.items,
                f"{SAMPLES} has {first.items} calls in {name(first.key)} and {row.items} in {name(row.key)}",
                expected="equal work in every row of a workload",
                at=Frame(SAMPLES, 1, ""),
            )
            expect(
                len(row.times) == len(first.times),
                f"{SAMPLES} has {len(first.times)} samples of {name(first.key)}, {len(row.times)} of {name(row.key)}",
                expected="equally many: round after round, each row once",
                at=Frame(SAMPLES, 1, ""),
            )
    seen: dict[tuple[float, ...], Key] = {}
    for key, row in rows.items():
        other = seen.setdefault(row.times, key)
        expect(
            other == key,
            f"{SAMPLES} has the same times for {name(other)} and for {name(key)}",
            expected="each row measured by itself",
            at=Frame(SAMPLES, 1, ""),
        )


def _possible(rows: dict[Key, Row]) -> None:
    """A wait of 20 ms takes 20 ms, whoever waits; and no clock goes faster for a report."""
    for key, row in rows.items():
        if key[0] != "seat":
            continue
        at_once = 1 if key[1] == "serial" else key[2]
        least = math.ceil(row.items / at_once) * WAIT
        expect(
            min(row.times) > least * 0.9,
            f"{SAMPLES} has {min(row.times):.3f} s for {name(key)}: {row.items} waits of {WAIT * 1000:.0f} ms, "
            f"{at_once} at once, take {least:.2f} s",
            expected="times that can have been measured",
            at=Frame(SAMPLES, 1, ""),
        )


def test_every_claim_holds(read_text: Read) -> None:
    claims = read_claims(read_text)
    rows = {row.key: row for row in read_samples(read_text)}
    for number, claim in enumerate(claims, 1):
        at = Frame(CLAIMS, claim.line, "")
        for side in (claim.a, claim.b):
            expect(
                side in rows,
                f"claim {number} is about {name(side)}, of which {SAMPLES} has no samples",
                misconception="m7",
                at=at,
                details=["A claim without a sample is an opinion. Measure it, or leave it out."],
            )
        _holds(number, claim, rows[claim.a], rows[claim.b])
    pairs = {frozenset((one.a, one.b)) for one in claims}
    expect(
        len(pairs) >= LEAST_CLAIMS and all(len(one) == 2 for one in pairs),
        f"{CLAIMS} has claims about too few pairs of rows: {len(pairs)}",
        expected=f"{LEAST_CLAIMS} or more, each of two different rows",
        at=Frame(CLAIMS, 1, ""),
    )
    shown(
        f"{len(claims)} claims about {len(pairs)} pairs of rows, and the intervals of your samples carry each of them"
    )


def _holds(number: int, claim: Claimed, a: Row, b: Row) -> None:
    if decides(claim.says, a, b, claim.factor):
        return
    expect(
        a.items == b.items, f"claim {number} compares {a.items} calls with {b.items}", at=Frame(CLAIMS, claim.line, "")
    )
    apart = a.high < b.low or b.high < a.low
    without_factor = claim.factor is not None and decides(claim.says, a, b)
    inside = not apart or without_factor
    by = f" by a factor of at least {claim.factor:g}" if claim.factor is not None else ""
    fail(
        f"claim {number} says that {name(a.key)} is {claim.says}{by}"
        if claim.says != "no difference shown"
        else f"claim {number} says that no difference is shown between {name(a.key)} and {name(b.key)}",
        misconception="m2" if inside else "m1",
        expected="a claim that the intervals carry",
        actual=f"{interval(a)} against {interval(b)}",
        at=Frame(CLAIMS, claim.line, ""),
        details=[
            f"a, {name(a.key)}: {interval(a)}",
            f"b, {name(b.key)}: {interval(b)}",
            f"They differ, by less than {claim.factor:g} in the worst case."
            if without_factor and claim.factor is not None
            else "The intervals have no point in common, and the claim says otherwise."
            if apart
            else "The intervals have a point in common, so no winner is shown.",
        ],
    )


def test_charts_and_tables_show_these_samples(read_text: Read) -> None:
    rows = read_samples(read_text)
    report = _parts(read_text(REPORT))
    for workload in WORKLOADS:
        file = f"report/charts/{workload}.svg"
        text = read_text(file)
        if "<rect" not in text:
            fail(f"{file} is not written yet", at=Frame(file, 1, ""), details=["python compare.py report draws it."])
        own = [row for row in rows if row.key[0] == workload]
        judge_chart(file, text, own, [row for row in rows if row.key[0] != workload], Frame(file, 1, ""))
        charts = report["compare: charts"]
        expect(
            f"(charts/{workload}.svg)" in charts,
            f"{REPORT} does not show charts/{workload}.svg between the marks of compare: charts",
            at=Frame(REPORT, 1, ""),
            details=["python compare.py report puts it there."],
        )
        judge_table(
            f"the table of {workload} in {REPORT}",
            _section(report["compare: tables"], workload),
            own,
            Frame(REPORT, 1, ""),
        )
    listed = " ".join(report["compare: claims"].split())
    for number, claim in enumerate(read_claims(read_text), 1):
        expect(
            " ".join(claim.text.split()) in listed,
            f"{REPORT} does not list claim {number} between the marks of compare: claims",
            at=Frame(REPORT, 1, ""),
            details=["python compare.py report lists the claims as they stand in claims.json."],
        )
    shown("charts, tables and claims of the report are those of the samples and claims that lie beside it")


def test_the_conclusions_are_written(read_text: Read) -> None:
    text = read_text(REPORT)
    _parts(text)
    written = {}
    for heading in ("Reading", "Causes", "Recommendations"):
        found = re.search(rf"^## {heading}[ \t]*$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if found is None:
            fail(f"{REPORT} has no heading ## {heading}", at=Frame(REPORT, 1, ""))
        line = text.count("\n", 0, found.start()) + 1
        words = len(re.findall(r"\w+", re.sub(r"<!--.*?-->", "", found[1], flags=re.DOTALL)))
        expect(words > 0, f"{heading} in {REPORT} is not written yet", at=Frame(REPORT, line, ""))
        expect(
            words >= LEAST_WORDS,
            f"{heading} in {REPORT} has {words} words",
            expected=f"{LEAST_WORDS} or more",
            at=Frame(REPORT, line, ""),
        )
        written[heading] = words
    counted = ", ".join(f"{heading} {words}" for heading, words in written.items())
    shown(f"words: {counted}. Whether they are right no check can say: give them to somebody who doubts")


def _parts(text: str) -> dict[str, str]:
    """What stands between the marks of the report. Fails where a pair of compare.py's is not there."""
    found = dict(re.findall(r"<!-- ((?:compare|bench): [a-z]+) -->\n(.*?)<!-- /\1 -->", text, re.DOTALL))
    for part in ("machine", "tables", "charts", "claims"):
        expect(
            f"compare: {part}" in found,
            f"{REPORT} has lost its marks <!-- compare: {part} --> and <!-- /compare: {part} -->",
            at=Frame(REPORT, 1, ""),
            details=["Put them back, on lines of their own, the first before the second."],
        )
    return found


def _section(text: str, workload: str) -> str:
    """The lines below the heading that names the workload."""
    found = re.search(rf"^#+ [^\n]*\b{re.escape(workload)}\b[^\n]*$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        fail(
            f"{REPORT} has no table of {workload} between the marks of compare: tables",
            at=Frame(REPORT, 1, ""),
            details=["python compare.py report writes it, below a heading with the workload's name."],
        )
    return found[1]
