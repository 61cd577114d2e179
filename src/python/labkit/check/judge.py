"""One check run, from `hello` to `done`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import labkit
from labkit import events
from labkit.cancellation import Cancellation
from labkit.check.clashes import clashes
from labkit.check.learner_files import look
from labkit.check.misconception import Mutant, read_mutants
from labkit.check.outcome import EXIT_CODES, Verdict
from labkit.check.place import Places
from labkit.check.results import Results
from labkit.driver.limits import Limits
from labkit.driver.output import Output, Sink
from labkit.driver.process import package_path
from labkit.driver.session import open_subject
from labkit.driver.subject import Subject
from labkit.errors import SetupError
from labkit.events import Reporter
from labkit.lab import Check, Lab
from labkit.practices import review
from labkit.regular_file import read_regular


class Judge:
    """Runs `checks` of `lab` against the files in `work`."""

    def __init__(
        self,
        lab: Lab,
        work: Path,
        checks: Sequence[Check],
        *,
        reporter: Reporter,
        limits: Limits,
        cancelled: Cancellation,
    ) -> None:
        self._lab = lab
        self._work = work
        self._checks = checks
        self._reporter = reporter
        self._limits = limits
        self._cancelled = cancelled
        self._began = time.monotonic()

    def run(self) -> int:
        """Returns the exit code. Every planned check gets one result and the run one `done`, whatever happens."""
        emit = self._reporter.emit
        emit("hello", version=events.VERSION, kit=labkit.__version__, lab=self._lab.id, action="check",
             machine=events.machine())  # fmt: skip
        emit("plan", checks=[{"id": one.id, "step": one.step, "title": one.title} for one in self._checks], points=0)
        results = Results(self._lab, self._checks, Places(self._work), self._mutants(), self._reporter)
        try:
            self._judge(results)
        except Exception as error:
            message = f"the kit broke: {type(error).__name__}: {error}. This is a fault of the kit, not of your program"
            results.settle(Verdict("inconclusive", message))
            emit("note", level="error", text=message)
        if self._cancelled():
            results.settle(Verdict("inconclusive", "cancelled"))
        for one in results.unfinished:
            results.finish(one, Verdict("inconclusive", f"{one.file} has no {one.test} that runs: a fault of the lab"))
        outcome = results.outcome
        cancelled = self._cancelled()
        emit("done", outcome=outcome, seconds=round(time.monotonic() - self._began, 6), cancelled=cancelled or None)
        return EXIT_CODES["cancelled" if cancelled else outcome]

    def _mutants(self) -> list[Mutant]:
        try:
            return read_mutants(self._lab.folder, self._lab.files[0])
        except (SetupError, OSError, ValueError) as error:
            self._reporter.emit("note", level="warning", text=f"misconceptions cannot be named: {error}")
            return []

    def _judge(self, results: Results) -> None:
        hidden = clashes(self._lab, self._work, package_path()[1:])
        for one in hidden:
            self._reporter.emit("note", level="warning", text=str(one))
        if fault := look(self._lab, self._work):
            results.finish(self._checks[0], fault)
            results.settle(Verdict(fault.outcome, f"not run: {fault.message}", at=fault.at))
            return
        try:
            with open_subject(
                self._lab,
                self._work,
                limits=self._limits,
                sink=self._output(results),
                reporter=self._reporter,
                cancelled=self._cancelled,
                hidden={one.module: one.cure for one in hidden},
                tell=lambda event, **fields: self._reporter.emit(event, check=results.current, **fields),
            ) as (subject, output):
                self._pytest(results, subject, output)
        except Verdict as verdict:  # cancelled before the first check
            results.settle(verdict)
        self._review()

    def _review(self) -> None:
        """Best-practice findings in the learner's files: advice, after the verdicts."""
        for name in self._lab.files:
            try:
                source = read_regular(self._work / name).decode("utf-8")
            except (OSError, ValueError):
                continue
            for one in review(source, self._lab.practices):
                place = {"file": name, "line": one.line, "column": one.column}
                self._reporter.emit("finding", rule=one.rule, message=one.message, cure=one.cure, place=place)

    def _output(self, results: Results) -> Sink:
        def sink(stream: str, text: str, dropped: int) -> None:
            if text or dropped:
                self._reporter.emit("output", check=results.current, stream=stream, text=text, dropped=dropped or None)

        return sink

    def _pytest(self, results: Results, subject: Subject, output: Output) -> None:
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        os.environ.pop("PYTEST_ADDOPTS", None)
        os.environ.pop("PYTEST_PLUGINS", None)
        sys.dont_write_bytecode = True
        import pytest

        from labkit.check.plugin import JudgePlugin

        told = False

        def after(check: Check) -> None:
            nonlocal told
            if left := subject.leftovers():
                if not told and not self._cancelled():
                    # Once: a program that forgets its threads does so after every check.
                    told = True
                    text = f"after {check.id}, your program still had {' and '.join(left)}; it was ended"
                    self._reporter.emit("note", level="warning", text=text)
                subject.replace()
            output.mark()

        plugin = JudgePlugin(
            self._lab, self._checks, subject, results, self._reporter, output.drain, after, self._cancelled
        )
        folder = str(self._lab.folder / "checks")
        sys.path.append(folder)  # check files may share modules that lie beside them
        files = []
        for one in self._checks:
            path = self._lab.folder / one.file
            if not path.is_file():
                results.finish(one, Verdict("inconclusive", f"{one.file} is missing: a fault of the lab"))
            elif str(path) not in files:
                files.append(str(path))
        if not files:
            return
        here = str(Path(__file__).with_name("pytest.ini"))
        off = ("cacheprovider", "terminal", "doctest", "junitxml", "pastebin", "faulthandler", "logging", "capture")
        options = ["--continue-on-collection-errors"]
        options += [part for name in off for part in ("-p", f"no:{name}")]
        pytest.main(["-c", here, "--rootdir", folder, "--confcutdir", folder, *options, *files], plugins=[plugin])
