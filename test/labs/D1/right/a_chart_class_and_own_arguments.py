"""compare"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import html
import bench_models
from bench_models import Sample

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


def check_all(urls, model, *, at_once=8, timeout=5.0):
    if model == "threads":
        import checker_threads
        got = checker_threads.check_all(urls, workers=at_once, timeout=timeout)
    elif model == "processes":
        import checker_procs
        got = checker_procs.check_all(urls, processes=at_once, timeout=timeout)
    elif model == "asyncio":
        import asyncio, checker_async
        got = asyncio.run(checker_async.check_all(urls, limit=at_once, timeout=timeout))
    else:
        raise ValueError("use one of: threads, processes, asyncio")
    return [Result(r.url, r.status, r.error, r.elapsed) for r in got]

def holds(claim, samples):
    try:
        stats = bench_models.summarize(samples)
        a, b = stats[claim.a], stats[claim.b]
    except KeyError as missing:
        raise ValueError(f"nothing was measured for {missing}") from None
    if claim.a[0] != claim.b[0] or a.items != b.items:
        raise ValueError("not comparable")
    factor = claim.factor
    if factor is not None and (factor < 1 or claim.says == "no difference shown"):
        raise ValueError("this factor means nothing")
    apart = {"faster": (a, b), "slower": (b, a)}
    if claim.says in apart:
        low, high = apart[claim.says]
        return low.high * (factor or 1) < high.low
    if claim.says != "no difference shown":
        raise ValueError(claim.says)
    return not (a.high < b.low or b.high < a.low)


class Chart:
    HEIGHT = 1000.0

    def __init__(self, stats, workload):
        self.rows = {key[1:]: one for key, one in stats.items() if key[0] == workload}
        self.workload = workload
        ends = [one.high for one in self.rows.values() if one.repeats >= 6] + [one.median for one in self.rows.values()]
        self.unit = self.HEIGHT / max(ends)

    def bar(self, number, key):
        one = self.rows[key]
        x = 30 + 110 * number
        same = f"data-model='{html.escape(key[0])}' data-workers='{key[1]}'"
        yield f"<rect {same} x='{x}' y='{1100 - one.median * self.unit}' width='100' height='{one.median * self.unit}' fill='teal'><title>{one.median}</title></rect>"
        if one.repeats >= 6:
            yield f"<line {same} stroke='black' x1='{x + 50}' x2='{x + 50}' y1='{1100 - one.low * self.unit}' y2='{1100 - one.high * self.unit}'/>"
        yield f"<text x='{x}' y='1130'>{html.escape(key[0])} {key[1]}</text>"

    def __str__(self):
        name = html.escape(self.workload)
        parts = [f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {40 + 110 * len(self.rows)} 1150'>"]
        parts += [f"<title>{name}</title>", "<desc>bars: medians; lines: intervals</desc>", "<!-- the axis -->"]
        parts += [f"<rect x='0' y='0' width='{40 + 110 * len(self.rows)}' height='1150' fill='white'/>", "<text x='0' y='20'>time [s]</text>"]
        parts += ["<line x1='20' x2='20' y1='1100' y2='100' stroke='grey'/>"]
        for number, key in enumerate(self.rows):
            parts += self.bar(number, key)
        return "\n".join([*parts, "</svg>"])


def draw(samples, workload):
    return str(Chart(bench_models.summarize(samples), workload))


def table(samples, workload):
    stats = bench_models.summarize(samples)
    out = ["| model | workers | median | interval | samples |", "| --- | --- | --- | --- | --- |"]
    for (name, model, workers), st in stats.items():
        if name == workload:
            span = "unknown" if st.high == float("inf") else "%.3f to %.3f" % (st.low, st.high)
            out.append("| %s | %d | %.3f | %s | %d |" % (model, workers, st.median, span, st.repeats))
    return "\n".join(out)


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


def main(argv):
    command, *rest = argv or ["help"]
    if command == "check":
        options = dict(zip(rest[::2], rest[1::2])) if rest[:1] != ["--model"] else {}
        urls = []
        while rest:
            word = rest.pop(0)
            if word.startswith("--"):
                options[word] = rest.pop(0)
            else:
                urls.append(word)
        try:
            found = check_all(urls, options["--model"], at_once=int(options.get("--at-once", 8)), timeout=float(options.get("--timeout", 5)))
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
        for one in found:
            print(one.status or one.error, one.url, f"{one.elapsed:.3f}")
    elif command == "measure":
        measure(REPORT)
    elif command == "report":
        write_report(REPORT)
    else:
        print("check, measure or report")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
