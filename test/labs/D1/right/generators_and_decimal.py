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

import asyncio
import importlib
import inspect
from decimal import Decimal

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


def _shapes(found):
    for one in found:
        yield Result(**{name: getattr(one, name) for name in ("url", "status", "error", "elapsed")})


def check_all(urls, model, *, at_once=8, timeout=5.0):
    module, limit = {
        "threads": ("checker_threads", "workers"),
        "processes": ("checker_procs", "processes"),
        "asyncio": ("checker_async", "limit"),
    }.get(model, (None, None))
    if module is None:
        raise ValueError(f"{model!r}? It is threads, processes or asyncio.")
    found = importlib.import_module(module).check_all(list(urls), timeout=timeout, **{limit: at_once})
    if inspect.iscoroutine(found):
        with asyncio.Runner() as runner:
            found = runner.run(found)
    return list(_shapes(found))


def _row(key, samples):
    mine = [one for one in samples if (one.workload, one.model, one.workers) == key]
    if not mine:
        raise ValueError(f"not measured: {key}")
    return bench_models.summarize(mine)[key]


def holds(claim, samples):
    a, b = _row(tuple(claim.a), samples), _row(tuple(claim.b), samples)
    if claim.a[0] != claim.b[0]:
        raise ValueError("apples and pears")
    bench_models.verdict(a, b)  # raises for unequal work
    if claim.says not in ("faster", "slower", "no difference shown"):
        raise ValueError("unknown words")
    factor = Decimal(claim.factor) if claim.factor is not None else None
    if factor is not None and (factor < 1 or claim.says == "no difference shown"):
        raise ValueError("no such factor")
    if claim.says == "no difference shown":
        return max(a.low, b.low) <= min(a.high, b.high)
    quick, slow = (a, b) if claim.says == "faster" else (b, a)
    if quick.high == float("inf"):
        return False
    return (factor or 1) * Decimal(quick.high) < Decimal(slow.low)


def draw(samples, workload):
    from xml.sax.saxutils import escape, quoteattr
    stats = {k: v for k, v in bench_models.summarize(samples).items() if k[0] == workload}
    top = max(min(v.high, 1e9) if v.high != float("inf") else v.median for v in stats.values())
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 300">' % (60 * len(stats) + 20)]
    out.append("<title>%s</title><desc>times in seconds</desc>" % escape(workload))
    for i, ((_, model, workers), st) in enumerate(stats.items()):
        ident = 'data-model=%s data-workers="%d"' % (quoteattr(model), workers)
        h = st.median / top * 240
        out.append('<rect %s x="%d" y="%.3f" width="40" height="%.3f"/>' % (ident, 20 + 60 * i, 250 - h, h))
        if st.high != float("inf"):
            out.append('<line %s x1="%d" x2="%d" y1="%.3f" y2="%.3f" stroke="red"/>' % (ident, 40 + 60 * i, 40 + 60 * i, 250 - st.low / top * 240, 250 - st.high / top * 240))
        out.append('<text x="%d" y="270">%s %d</text><text x="%d" y="290">%.2f s</text>' % (20 + 60 * i, escape(model), workers, 20 + 60 * i, st.median))
    return "".join(out) + "</svg>"

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
