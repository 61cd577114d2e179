"""`python -P -m labkit ...`: the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from labkit.errors import SetupError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 passed, 1 failed, 2 set-up or wrong use, 3 not decided, 130 cancelled."""
    options = _parser().parse_args(argv)
    try:
        return int(options.command(options))
    except SetupError as error:
        print(f"labkit: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labkit", description="Checks, benchmarks and verifies labs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="run a lab's checks against your files")
    _lab_options(check)
    check.add_argument("--check", action="append", default=[], metavar="ID", help="only this check (may be repeated)")
    check.set_defaults(command=_check)
    return parser


def _lab_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lab", metavar="LAB", help="a lab's id, such as 1.1, or its folder")
    parser.add_argument("--work", type=Path, default=Path(), metavar="DIR", help="folder of your files (default: here)")
    parser.add_argument("--course", type=Path, metavar="DIR", help="folder of the course (default: the one of this kit)")
    parser.add_argument("--json", action="store_true", help="write event lines")
    parser.add_argument("--watch-stdin", action="store_true", help="cancel when standard input ends")
    parser.add_argument("--call-seconds", type=_positive(float), default=20.0, metavar="S")
    parser.add_argument("--memory-mb", type=_positive(int), default=2048, metavar="N")
    parser.add_argument("--output-kb", type=_positive(int), default=256, metavar="N")


def _positive(kind: type) -> object:
    def parse(text: str) -> object:
        value = kind(text)
        if not 0 < value < 1e9:
            raise argparse.ArgumentTypeError("must be above 0")
        return value

    return parse


def _check(options: argparse.Namespace) -> int:
    from labkit.cancellation import Cancellation
    from labkit.check.judge import Judge
    from labkit.course import find_lab

    lab = find_lab(options.lab, options.course)
    unknown = [one for one in options.check if one not in {check.id for check in lab.checks}]
    if unknown:
        raise SetupError(f"lab {lab.id} has no check {unknown[0]}; it has {', '.join(one.id for one in lab.checks)}")
    checks = [one for one in lab.checks if not options.check or one.id in options.check]
    work = options.work.resolve()
    if not work.is_dir():
        raise SetupError(f"{work} is not a folder")
    with Cancellation() as cancelled:
        if options.watch_stdin:
            cancelled.watch_stdin()
        judge = Judge(lab, work, checks, reporter=_reporter(options), limits=_limits(options), cancelled=cancelled)
        return judge.run()


def _limits(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from labkit.driver.limits import Limits

    return Limits(call_seconds=options.call_seconds, memory_mb=options.memory_mb, output_kb=options.output_kb)


def _reporter(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    """Events go to a descriptor of their own; whatever else prints to standard output ends up on standard error."""
    from labkit.events import JsonLines
    from labkit.human import Human

    own = os.dup(1)
    os.dup2(2, 1)
    if options.json:
        return JsonLines(own)
    return Human(os.fdopen(own, "w", encoding="utf-8", errors="backslashreplace"))
