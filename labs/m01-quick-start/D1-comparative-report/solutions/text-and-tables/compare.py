"""Three link checkers behind one command, and a report in which every claim rests on samples."""

import argparse
import asyncio
import json
import math
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from dataclasses import replace as replace_in
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import bench_models
from bench_models import Sample, Stats

MODELS = ("threads", "processes", "asyncio")
"""The checkers of labs 1.1, 1.2 and 1.3."""
REPORT = Path(__file__).with_name("report")
WORKLOADS = {"fare": bench_models.fare, "seat": bench_models.seat}
WORKERS = (1, 2, 4)

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


# Imported where they are asked: a worker process of `measure` imports this file, and would pay for all three.
def _in_threads(urls: Sequence[str], at_once: int, timeout: float) -> Sequence[Any]:
    import checker_threads

    return checker_threads.check_all(urls, workers=at_once, timeout=timeout)


def _in_processes(urls: Sequence[str], at_once: int, timeout: float) -> Sequence[Any]:
    import checker_procs

    return checker_procs.check_all(urls, processes=at_once, timeout=timeout)


def _in_tasks(urls: Sequence[str], at_once: int, timeout: float) -> Sequence[Any]:
    import checker_async

    return asyncio.run(checker_async.check_all(urls, limit=at_once, timeout=timeout))


CHECKERS: dict[str, Callable[[Sequence[str], int, float], Sequence[Any]]] = dict(
    zip(MODELS, (_in_threads, _in_processes, _in_tasks), strict=True)
)


def check_all(urls: Sequence[str], model: str, *, at_once: int = 8, timeout: float = 5.0) -> list[Result]:
    """Check every URL with the checker of `model`, and return the results in the order of `urls`.

    `at_once` is the number of threads, of processes, or of requests that the event loop has in flight. `timeout` is
    for each request, in seconds. Raises ValueError for a model that is not one of MODELS; the message names them.
    """
    if model not in CHECKERS:
        raise ValueError(f"{model!r} is not one of {', '.join(CHECKERS)}")
    return [Result(**vars(one)) for one in CHECKERS[model](urls, at_once, timeout)]


def holds(claim: Claim, samples: Sequence[Sample]) -> bool:
    """Say whether `claim` follows from `samples`, by the intervals of `bench_models.summarize`.

    "faster": a took less time than b, wherever in their intervals the two medians lie. With a factor: so many times as
    long as a, and b still took longer. "slower": the same with a and b exchanged. "no difference shown": the intervals
    have a point in common.

    Raises ValueError where the samples can say neither yes nor no: a row that was not measured, rows of two workloads
    or of unequal work, other words in `says`, a factor below 1 or one beside "no difference shown".
    """
    stats = bench_models.summarize(samples)
    if missing := {claim.a, claim.b} - set(stats):
        raise ValueError(f"not measured: {missing}")
    a, b = stats[claim.a], stats[claim.b]
    if claim.a[0] != claim.b[0]:
        raise ValueError("rows of two workloads")
    if claim.says == "slower":
        return holds(replace_in(claim, a=claim.b, b=claim.a, says="faster"), samples)
    if claim.factor is not None and (claim.factor < 1 or claim.says != "faster"):
        raise ValueError(f"{claim.factor} is no factor for {claim.says!r}")
    stretched = replace_in(a, low=a.low * (claim.factor or 1), high=a.high * (claim.factor or 1))
    answers = {"faster": "a", "no difference shown": "undecided"}
    if claim.says not in answers:
        raise ValueError(f"{claim.says!r} is not one of {', '.join(answers)}, slower")
    return bench_models.verdict(stretched, b) == answers[claim.says]


def draw(samples: Sequence[Sample], workload: str) -> str:
    """Draw the rows of `workload` as an SVG document.

    - The root `svg` has a viewBox; its first two children are a `title` that names the workload, and a `desc`.
    - Each row has one `rect` with `data-model` and `data-workers`. All stand side by side on one base line, which is
      0 s, and their heights are the medians on one scale.
    - Each row has one vertical `line` with the same two attributes, from the low end of its interval to the high end,
      on that scale; none where the interval has no end.
    - `text` names the models and the unit, s. Nothing has a `transform`: the numbers in the file are what is seen.
    """
    rows = [(key, one) for key, one in bench_models.summarize(samples).items() if key[0] == workload]
    top = max(end for _, one in rows for end in (one.median, one.high) if math.isfinite(end))
    bars = "".join(_bar(key, one, 20 + 90 * number, 300 / top) for number, (key, one) in enumerate(rows))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {20 + 90 * len(rows)} 390" role="img">
<title>{escape(workload)}: seconds for each model and number of workers</title>
<desc>A bar from zero to the median of each row, and a line from the low to the high end of its interval.</desc>
<rect width="{20 + 90 * len(rows)}" height="390" fill="#fff"/>
<text x="20" y="14" font-size="12">s</text>{bars}
</svg>
"""


def table(samples: Sequence[Sample], workload: str) -> str:
    """The same figures as a Markdown table, for who cannot see the picture: a head, a rule, a line for each row.

    Columns: model, workers, median, interval as "0.123 to 0.456" or "unknown", number of samples. Times in seconds with
    three decimals.
    """
    stats = bench_models.summarize([one for one in samples if one.workload == workload])
    head = "| model | workers | median (s) | interval (s) | samples |\n|---|---|---|---|---|"
    return "\n".join([head, *(f"| {' | '.join(_cells(key, one))} |" for key, one in stats.items())])


def _cells(row: Row, stats: Stats) -> Iterator[str]:
    yield from (row[1], str(row[2]), f"{stats.median:.3f}")
    yield f"{stats.low:.3f} to {stats.high:.3f}" if math.isfinite(stats.high) else "unknown"
    yield str(stats.repeats)


def _bar(row: Row, stats: Stats, left: int, scale: float) -> str:
    _, model, workers = row
    same = f"data-model={quoteattr(model)} data-workers={quoteattr(str(workers))}"
    middle, zero = left + 35, 330
    height = stats.median * scale
    line = ""
    if math.isfinite(stats.high):
        low, high = zero - stats.low * scale, zero - stats.high * scale
        line = (
            f'<line {same} x1="{middle}" x2="{middle}" y1="{low:.2f}" y2="{high:.2f}" stroke="#000" stroke-width="2"/>'
        )
    return f"""
<rect {same} x="{left}" y="{zero - height:.2f}" width="70" height="{height:.2f}" fill="#8fb3d9"/>{line}
<text x="{left}" y="346" font-size="12">{escape(model)}</text>
<text x="{left}" y="362" font-size="12">{workers} at once</text>
<text x="{left}" y="378" font-size="12">{stats.median:.3f} s</text>"""


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
