# /// mutant
# id = "m6"
# title = "Limits are not handed on"
# check = ["one-command"]
# feedback = """
# The command promises so many at once, and that timeout. If the checker behind it keeps its defaults, the three
# are compared with 20 threads, 4 processes and 50 tasks, and nobody reading the row knows.
# """
# ///
"""Three link checkers behind one command, and a report in which every claim rests on samples."""

import argparse
import asyncio
import json
import math
import os
import platform
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bench_models
import checker_async
import checker_procs
import checker_threads
from bench_models import Sample, Stats, summarize

MODELS = ("threads", "processes", "asyncio")
"""The checkers of labs 1.1, 1.2 and 1.3."""
REPORT = Path(__file__).with_name("report")
WORKLOADS = {"fare": bench_models.fare, "seat": bench_models.seat}
WORKERS = (1, 2, 4)

SVG = "http://www.w3.org/2000/svg"
HEIGHT, BASE, BAR, GAP = 240, 260, 64, 16
FILL = defaultdict(lambda: "#9aa5b1", threads="#3b82c4", processes="#c4703b", asyncio="#5a9e6f")

Row = tuple[str, str, int]
"""Workload, model and number of workers: a key of `bench_models.summarize`."""


@dataclass(frozen=True)
class Result:
    """What came of one URL, whichever checker asked."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


@dataclass(frozen=True)
class Claim:
    """A sentence of the report, and what it says about two rows of the samples."""

    text: str
    a: Row
    b: Row
    says: str  # "faster", "slower" or "no difference shown": of a, against b
    factor: float | None = None  # "at least so many times"; None: by any amount


def check_all(urls: Sequence[str], model: str, *, at_once: int = 8, timeout: float = 5.0) -> list[Result]:
    """Check every URL with the checker of `model`, and return the results in the order of `urls`.

    `at_once` is the number of threads, of processes, or of requests that the event loop has in flight. `timeout` is
    for each request, in seconds. Raises ValueError for a model that is not one of MODELS; the message names them.
    """
    match model:
        case "threads":
            found = checker_threads.check_all(urls, workers=at_once, timeout=timeout)
        case "processes":
            found = checker_procs.check_all(urls, processes=at_once, timeout=timeout)
        case "asyncio":
            found = asyncio.run(checker_async.check_all(urls, limit=at_once))
        case _:
            raise ValueError(f"there is no model {model}: choose one of {', '.join(MODELS)}")
    return [Result(one.url, one.status, one.error, one.elapsed) for one in found]


def holds(claim: Claim, samples: Sequence[Sample]) -> bool:
    """Say whether `claim` follows from `samples`, by the intervals of `bench_models.summarize`.

    "faster": a took less time than b, wherever in their intervals the two medians lie. With a factor: so many times as
    long as a, and b still took longer. "slower": the same with a and b exchanged. "no difference shown": the intervals
    have a point in common.

    Raises ValueError where the samples can say neither yes nor no: a row that was not measured, rows of two workloads
    or of unequal work, other words in `says`, a factor below 1 or one beside "no difference shown".
    """
    stats = summarize(samples)
    for row in (claim.a, claim.b):
        if row not in stats:
            raise ValueError(f"no samples of {row}")
    if claim.a[0] != claim.b[0]:
        raise ValueError(f"{claim.a[0]} and {claim.b[0]} are two workloads")
    a, b = stats[claim.a], stats[claim.b]
    if a.items != b.items:
        raise ValueError(f"{a.items} and {b.items} calls are no comparison")
    factor = 1.0 if claim.factor is None else claim.factor
    if factor < 1:
        raise ValueError("a factor below 1 turns the claim round: exchange a and b")
    match claim.says:
        case "faster":
            return factor * a.high < b.low
        case "slower":
            return factor * b.high < a.low
        case "no difference shown" if claim.factor is None:
            return a.low <= b.high and b.low <= a.high
    raise ValueError(f"a claim cannot say {claim.says!r} with the factor {claim.factor}")


def draw(samples: Sequence[Sample], workload: str) -> str:
    """Draw the rows of `workload` as an SVG document.

    - The root `svg` has a viewBox; its first two children are a `title` that names the workload, and a `desc`.
    - Each row has one `rect` with `data-model` and `data-workers`. All stand side by side on one base line, which is
      0 s, and their heights are the medians on one scale.
    - Each row has one vertical `line` with the same two attributes, from the low end of its interval to the high end,
      on that scale; none where the interval has no end.
    - `text` names the models and the unit, s. Nothing has a `transform`: the numbers in the file are what is seen.
    """
    rows = rows_of(samples, workload)
    highest = max(one.median if math.isinf(one.high) else one.high for one in rows.values())
    scale = HEIGHT / highest
    width = GAP + len(rows) * (BAR + GAP)
    svg = ElementTree.Element("svg", {"xmlns": SVG, "viewBox": f"0 0 {width} {BASE + 60}", "role": "img"})
    ElementTree.SubElement(svg, "title").text = f"Time of each model for {workload}, in s"
    description = "; ".join(f"{model} {workers}: {one.median:.3f} s" for (model, workers), one in rows.items())
    ElementTree.SubElement(svg, "desc").text = f"Bars from 0 s; the lines are intervals. {description}."
    ElementTree.SubElement(svg, "rect", {"width": str(width), "height": str(BASE + 60), "fill": "#fff"})
    for number, ((model, workers), one) in enumerate(rows.items()):
        left = GAP + number * (BAR + GAP)
        row = {"data-model": model, "data-workers": str(workers)}
        place = {"x": left, "y": BASE - one.median * scale, "width": BAR, "height": one.median * scale}
        ElementTree.SubElement(
            svg, "rect", row | {name: f"{at:.2f}" for name, at in place.items()} | {"fill": FILL[model]}
        )
        if math.isfinite(one.high):
            middle = left + BAR / 2
            line = {"x1": middle, "x2": middle, "y1": BASE - one.low * scale, "y2": BASE - one.high * scale}
            ends = {name: f"{at:.2f}" for name, at in line.items()}
            ElementTree.SubElement(svg, "line", row | ends | {"stroke": "#111", "stroke-width": "3"})
        for below, label in enumerate((model, f"{workers}", f"{one.median:.2f} s"), 1):
            at = {"x": f"{left + BAR / 2:.2f}", "y": f"{BASE + 16 * below}", "font-size": "12", "text-anchor": "middle"}
            ElementTree.SubElement(svg, "text", at).text = label
    ElementTree.indent(svg)
    return ElementTree.tostring(svg, "unicode") + "\n"


def table(samples: Sequence[Sample], workload: str) -> str:
    """The same figures as a Markdown table, for who cannot see the picture: a head, a rule, a line for each row.

    Columns: model, workers, median, interval as "0.123 to 0.456" or "unknown", number of samples. Times in seconds with
    three decimals.
    """
    lines = ["| model | workers | median (s) | interval (s) | samples |", "| --- | ---: | ---: | --- | ---: |"]
    for (model, workers), one in rows_of(samples, workload).items():
        interval = "unknown" if math.isinf(one.high) else f"{one.low:.3f} to {one.high:.3f}"
        lines.append(f"| {model} | {workers} | {one.median:.3f} | {interval} | {one.repeats} |")
    return "\n".join(lines)


def rows_of(samples: Sequence[Sample], workload: str) -> dict[tuple[str, int], Stats]:
    """The rows of one workload by model and number of workers, in that order."""
    found = summarize([one for one in samples if one.workload == workload])
    return {(model, workers): found[workload, model, workers] for _, model, workers in sorted(found)}


# What follows is given: the files, and the command line.


def load_samples(folder: Path) -> tuple[dict[str, Any], list[Sample]]:
    """The machine and the samples of `folder/samples.json`."""
    data = json.loads((folder / "samples.json").read_text("utf-8"))
    return {"made": data.get("made"), **data.get("machine", {})}, [Sample(**one) for one in data["samples"]]


def load_claims(folder: Path) -> list[Claim]:
    """The claims of `folder/claims.json`."""
    claims = json.loads((folder / "claims.json").read_text("utf-8"))
    return [Claim(**{**one, "a": tuple(one["a"]), "b": tuple(one["b"])}) for one in claims]


def measure(folder: Path) -> None:
    """Measure every model on both workloads, and write `folder/samples.json`. Takes some minutes."""
    samples = bench_models.run_matrix(WORKLOADS, bench_models.MODELS, WORKERS)
    machine = {
        "python": platform.python_version(),
        "gil": bool(getattr(sys, "_is_gil_enabled", lambda: True)()),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 1,
    }
    made = datetime.now(UTC).isoformat(timespec="seconds")
    lines = ",\n".join(json.dumps(asdict(one)) for one in samples)
    head = f'"made": "{made}",\n"machine": {json.dumps(machine)},\n'
    replace(folder / "samples.json", f'{{{head}"samples": [\n{lines}\n]}}\n')


def write_report(folder: Path) -> None:
    """Draw the charts from the samples, and fill the parts of `report.md` that are this program's."""
    machine, samples = load_samples(folder)
    text = (folder / "report.md").read_text("utf-8")
    workloads = sorted({one.workload for one in samples})
    tables = "\n\n".join(f"### {one}\n\n{table(samples, one)}" for one in workloads)
    charts = "\n\n".join(f"![Time of each model for {one}](charts/{one}.svg)" for one in workloads)
    claims = "\n".join(f"- {one.text} **{said_of(one, samples)}.**" for one in load_claims(folder))
    lock = "with the GIL" if machine.get("gil") else "without the GIL"
    system = f"Python {machine.get('python')} {lock}, {machine.get('cores')} cores, {machine.get('system')}."
    system += f" Measured at {machine.get('made')}."
    for part, content in {"machine": system, "tables": tables, "charts": charts, "claims": claims}.items():
        text = filled(text, part, content)
    for workload in workloads:
        replace(folder / "charts" / f"{workload}.svg", draw(samples, workload))
    replace(folder / "report.md", text)


def said_of(claim: Claim, samples: Sequence[Sample]) -> str:
    try:
        return "Holds" if holds(claim, samples) else "Does not hold"
    except ValueError as error:
        return f"Cannot be decided: {error}"


def filled(text: str, part: str, content: str) -> str:
    """`text` with `content` between the two marks of `part`, and not a letter changed outside of them."""
    start, end = f"<!-- compare: {part} -->", f"<!-- /compare: {part} -->"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"report.md has lost its marks {start} and {end}: put them back, on lines of their own")
    return f"{before}{start}\n{content.strip()}\n{end}{after}"


def replace(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.new")
    half.write_text(text, "utf-8")
    half.replace(path)


def main(argv: Sequence[str]) -> int:
    """The command line: `check --model MODEL URL ...`, `measure`, `report`. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    check = commands.add_parser("check", help="check URLs with one of the checkers")
    check.add_argument("--model", required=True, help=", ".join(MODELS))
    check.add_argument("--at-once", type=int, default=8)
    check.add_argument("--timeout", type=float, default=5.0)
    check.add_argument("urls", nargs="+", metavar="URL")
    commands.add_parser("measure", help="measure all models and keep the samples")
    commands.add_parser("report", help="draw the charts and fill the report")
    options = parser.parse_args(argv)
    match options.command:
        case "check":
            try:
                results = check_all(options.urls, options.model, at_once=options.at_once, timeout=options.timeout)
            except ValueError as error:
                parser.error(str(error))
            for one in results:
                print(f"{one.elapsed * 1000:8.1f} ms  {one.status or one.error}  {one.url}")
        case "measure":
            measure(REPORT)
        case "report":
            write_report(REPORT)
        case None:
            parser.print_help()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
