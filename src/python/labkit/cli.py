"""`python -P -m labkit ...`: the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from labkit import libraries
from labkit.errors import SetupError

if TYPE_CHECKING:
    from labkit.driver.limits import Limits
    from labkit.events import Reporter


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Exit codes: 0 passed, 1 failed, 2 set-up or wrong use, 3 not decided, 130 cancelled."""
    parser = _parser()
    options, rest = parser.parse_known_args(argv)
    if options.command is _run:
        options.args = rest[1:] if rest[:1] == ["--"] else rest
    elif rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    libraries.adopt()
    try:
        return int(options.command(options))
    except SetupError as error:
        print(f"labkit: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labkit", description="Checks, benchmarks and verifies labs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="run a lab's checks against your files")
    _lab_options(check)
    check.add_argument("--check", action="append", default=[], metavar="ID", help="only this check (may be repeated)")
    check.set_defaults(command=_guarded(_check))

    bench = commands.add_parser("bench", help="measure a lab's benchmark on your files")
    _lab_options(bench)
    bench.add_argument("--rounds", type=_positive(int), metavar="N", help="measured rounds (default: as the lab says)")
    bench.add_argument("--seed", type=int, metavar="N", help="order of the points (default: a new one, printed)")
    bench.add_argument("--csv", type=Path, metavar="FILE", help="write the samples there")
    bench.add_argument(
        "--smoke", action="store_true", help="measure one point of each variant once, to see that it works"
    )
    bench.set_defaults(command=_guarded(_bench))

    run = commands.add_parser(
        "run",
        help="run your file as a program, the lab's packages at hand",
        usage="labkit run LAB [--work DIR] [--course DIR] [--file NAME] [ARG ...]",
        allow_abbrev=False,
    )
    run.add_argument("lab", metavar="LAB")
    run.add_argument("--work", type=Path, default=Path(), metavar="DIR")
    run.add_argument("--course", type=Path, metavar="DIR")
    run.add_argument("--file", metavar="NAME", help="which file (default: the lab's first)")
    run.set_defaults(command=_run)

    verify = commands.add_parser("verify", help="prove that labs are complete and that their checks decide rightly")
    verify.add_argument("labs", nargs="*", metavar="LAB")
    verify.add_argument("--course", type=Path, metavar="DIR")
    verify.add_argument(
        "--repeat", type=_positive(int), default=3, metavar="N", help="runs of each solution (default 3)"
    )
    verify.add_argument(
        "--seeds",
        type=_positive(int),
        default=1,
        metavar="N",
        help="runs of each mutant, each search from a seed of its own (default 1)",
    )
    verify.add_argument(
        "--jobs", type=_positive(int), default=2, metavar="N", help="checks run side by side (default 2)"
    )
    verify.add_argument("--junit", type=Path, metavar="FILE", help="write the result as JUnit XML")
    verify.add_argument("--json", action="store_true", help="write event lines")
    verify.set_defaults(command=_verify)

    new = commands.add_parser("new", help="make the folder of a new lab")
    new.add_argument("lab", metavar="LAB", help="its id, as 2.1")
    new.add_argument("--module", metavar="FOLDER", help="its module's folder, as m02-threading (default: by the id)")
    new.add_argument("--course", type=Path, metavar="DIR")
    new.set_defaults(command=_new)

    explore = commands.add_parser("explore", help="run a threaded program under every interleaving, until one fails")
    explore.add_argument("target", metavar="FILE[:NAME]", help="the file and its function (default: scenario)")
    explore.add_argument("--strategy", choices=["auto", "dpor", "surw", "pos", "pct", "random"], default="auto")
    explore.add_argument("--seed", type=int, default=0, metavar="N", help="where the search starts (default 0)")
    explore.add_argument(
        "--max-schedules", type=_positive(int), default=1000, metavar="N", help="the budget (default 1000)"
    )
    explore.add_argument("--time-limit", type=_positive(float), metavar="S", help="stop after so many seconds")
    explore.add_argument("--save", type=Path, metavar="FILE", help="write a failing schedule there")
    explore.add_argument("--replay", type=Path, metavar="FILE", help="run the schedule saved there")
    explore.add_argument("--json", action="store_true", help="write the result as one line of JSON")
    explore.set_defaults(command=_explore)

    timeline = commands.add_parser("timeline", help="record the timelines of a lab's programs and print them")
    timeline.add_argument("lab", metavar="LAB", help="a lab's id, such as 1.7, or its folder")
    timeline.add_argument("timeline", nargs="?", metavar="ID", help="only this one")
    timeline.add_argument("--course", type=Path, metavar="DIR")
    timeline.add_argument("--json", action="store_true", help="write what `recorded` in lab.json has to say")
    timeline.set_defaults(command=_timeline)

    doctor = commands.add_parser("doctor", help="look at this Python and this machine: what would stop a lab")
    doctor.add_argument("--course", type=Path, metavar="DIR", help="whose labs' packages to look for")
    doctor.add_argument("--json", action="store_true", help="write the report as one line of JSON")
    doctor.set_defaults(command=_doctor)

    serve = commands.add_parser("serve", help="start a local server of the kit, for trying a script by hand")
    serve.add_argument("service", choices=["flakyweb"])
    serve.add_argument("--port", type=int, default=0, metavar="N", help="port (default: a free one)")
    serve.set_defaults(command=_serve)
    return parser


def _lab_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lab", metavar="LAB", help="a lab's id, such as 1.1, or its folder")
    parser.add_argument("--work", type=Path, default=Path(), metavar="DIR", help="folder of your files (default: here)")
    parser.add_argument(
        "--course", type=Path, metavar="DIR", help="folder of the course (default: the one of this kit)"
    )
    parser.add_argument("--json", action="store_true", help="write event lines")
    parser.add_argument("--watch-stdin", action="store_true", help="cancel when standard input ends")
    limits = parser.add_argument_group("limits", "what your program may use before it is ended")
    limits.add_argument(
        "--call-seconds", type=_positive(float), default=20.0, metavar="S", help="time for one call (default 20)"
    )
    limits.add_argument(
        "--cpu-seconds",
        type=_positive(float),
        default=120.0,
        metavar="S",
        help="CPU time of one call, all its processes together (default 120)",
    )
    limits.add_argument(
        "--memory-mb",
        type=_positive(int),
        default=2048,
        metavar="N",
        help="memory of all its processes together, in MB (default 2048)",
    )
    limits.add_argument(
        "--processes", type=_positive(int), default=64, metavar="N", help="processes alive at one time (default 64)"
    )
    limits.add_argument(
        "--output-kb",
        type=_positive(int),
        default=256,
        metavar="N",
        help="printed text kept for one check, in KB (default 256)",
    )


def _positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = kind(text)
        if not 0 < value < 1e9:
            raise argparse.ArgumentTypeError("must be above 0")
        return value

    return parse


def _guarded(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from labkit.driver.guard import guarded

        return guarded(lambda: command(options))

    return run


def _check(options: argparse.Namespace) -> int:
    from labkit.cancellation import Cancellation
    from labkit.check.judge import Judge
    from labkit.course import find_lab

    lab = find_lab(options.lab, options.course)
    unknown = [one for one in options.check if one not in {check.id for check in lab.checks}]
    if unknown:
        raise SetupError(f"lab {lab.id} has no check {unknown[0]}; it has {', '.join(one.id for one in lab.checks)}")
    checks = [one for one in lab.checks if not options.check or one.id in options.check]
    work = _work(options)
    libraries.need_pytest()
    with Cancellation() as cancelled:
        if options.watch_stdin:
            cancelled.watch_stdin()
        judge = Judge(lab, work, checks, reporter=_reporter(options), limits=_limits(options), cancelled=cancelled)
        return judge.run()


def _bench(options: argparse.Namespace) -> int:
    from labkit.bench.run import BenchRun
    from labkit.bench.table import lines, write_csv
    from labkit.cancellation import Cancellation
    from labkit.course import find_lab

    lab = find_lab(options.lab, options.course)
    work = _work(options)
    reporter = _reporter(options)
    with Cancellation() as cancelled:
        if options.watch_stdin:
            cancelled.watch_stdin()
        run = BenchRun(
            lab,
            work,
            rounds=options.rounds,
            seed=options.seed,
            smoke=options.smoke,
            reporter=reporter,
            limits=_limits(options),
            cancelled=cancelled,
        )
        code = run.run()
    if not options.json and run.samples:
        print("\n" + "\n".join(lines(run.declared, run.samples, run.labels)), file=sys.stderr)
    if options.csv is not None:
        try:
            write_csv(options.csv, run.declared, run.samples)
        except OSError as error:
            raise SetupError(f"{options.csv} cannot be written: {error.strerror}") from None
    return code


def _run(options: argparse.Namespace) -> int:
    from labkit.course import find_lab
    from labkit.program import run_program

    lab = find_lab(options.lab, options.course)
    name = options.file or lab.files[0]
    return run_program(_work(options), name, options.args)


def _verify(options: argparse.Namespace) -> int:
    from labkit.verify.run import verify

    return verify(
        options.labs,
        course=options.course,
        repeat=options.repeat,
        seeds=options.seeds,
        jobs=options.jobs,
        junit=options.junit,
        reporter=_reporter(options),
    )


def _new(options: argparse.Namespace) -> int:
    from labkit.scaffold import scaffold

    folder = scaffold(options.lab, options.module, options.course)
    print(f"made {folder}\nnext: labkit verify {folder}")
    return 0


def _explore(options: argparse.Namespace) -> int:
    from labkit.explore.command import run
    from labkit.explore.options import Options

    search = Options(options.strategy, options.seed, options.max_schedules, options.time_limit)
    return run(options.target, search, save=options.save, replay=options.replay, as_json=options.json)


def _timeline(options: argparse.Namespace) -> int:
    from labkit.course import find_lab
    from labkit.timeline.command import run

    return run(find_lab(options.lab, options.course), options.timeline, as_json=options.json)


def _doctor(options: argparse.Namespace) -> int:
    import json

    from labkit.course import default_course, lab_folders
    from labkit.doctor.report import examine
    from labkit.doctor.words import tell

    if options.course is not None and not lab_folders(options.course):
        raise SetupError(f"{options.course} is no course: no lab is in it")
    report = examine((options.course or default_course()).resolve())
    if options.json:
        print(json.dumps(report, separators=(",", ":"), allow_nan=False))
    else:
        tell(report, sys.stdout)
    return 2 if any(one["stops"] for one in report["problems"]) else 0


def _serve(options: argparse.Namespace) -> int:
    from labkit.services.flakyweb import serve

    return serve(options.port)


def _work(options: argparse.Namespace) -> Path:
    work: Path = options.work.resolve()
    if not work.is_dir():
        raise SetupError(f"{work} is not a folder")
    return work


def _limits(options: argparse.Namespace) -> Limits:
    from labkit.driver.limits import Limits

    return Limits(
        call_seconds=options.call_seconds,
        cpu_seconds=options.cpu_seconds,
        memory_mb=options.memory_mb,
        output_kb=options.output_kb,
        processes=options.processes,
    )


def _reporter(options: argparse.Namespace) -> Reporter:
    """Events go to a descriptor of their own; whatever else prints to standard output ends up on standard error."""
    from labkit.events import JsonLines
    from labkit.human import Human

    own = os.dup(1)
    os.dup2(2, 1)
    if options.json:
        return JsonLines(own)
    return Human(os.fdopen(own, "w", encoding="utf-8", errors="backslashreplace"))
