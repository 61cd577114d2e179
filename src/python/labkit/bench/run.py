"""One benchmark run, from `hello` to `done`."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import labkit
from labkit import events
from labkit.bench.neighbours import choose
from labkit.bench.order import Point, measured, order
from labkit.bench.recording import recorded
from labkit.bench.table import Samples
from labkit.bench.workload import Bench, checked, load
from labkit.cancellation import Cancellation
from labkit.check.learner_files import look
from labkit.check.outcome import EXIT_CODES, Outcome, Verdict
from labkit.driver.limits import Limits
from labkit.driver.session import open_subject
from labkit.errors import SetupError
from labkit.events import Reporter
from labkit.lab import Lab


class BenchRun:
    """Measures `lab`'s benchmark on the files in `work`. `samples` holds what was measured, also after a cancel.

    `labels`: of the variants behind which something else stands in this run than `lab.json` says.
    """

    def __init__(
        self,
        lab: Lab,
        work: Path,
        *,
        rounds: int | None,
        seed: int | None,
        smoke: bool = False,
        reporter: Reporter,
        limits: Limits,
        cancelled: Cancellation,
    ) -> None:
        if lab.bench is None:
            raise SetupError(f"lab {lab.id} has no benchmark")
        self.declared = lab.bench
        self.samples: Samples = []
        self.labels: dict[str, str] = {}
        self._lab = lab
        self._work = work
        self._workload = load(lab)
        self._seed = secrets.randbelow(10**6) if seed is None else seed
        self._points = order(lab.bench, rounds or lab.bench["rounds"], self._seed)
        if smoke:
            self._points = [Point(one, lab.bench["x"]["values"][-1], 0) for one in measured(lab.bench)]
        self._recorded = recorded(lab)
        self._reporter = reporter
        self._limits = limits
        self._cancelled = cancelled
        self._began = time.monotonic()

    def run(self) -> int:
        """Returns the exit code."""
        emit = self._reporter.emit
        emit("hello", version=events.VERSION, kit=labkit.__version__, lab=self._lab.id, action="bench",
             machine=events.machine())  # fmt: skip
        emit("plan", checks=[], points=len(self._points))
        emit("note", level="info", text=f"points are measured in shuffled rounds, seed {self._seed}")
        verdict: Verdict | None
        try:
            verdict = look(self._lab, self._work)
            if verdict is None:
                for point, values in self._recorded:
                    self._sample(point, values)
                self._measure_all()
        except Verdict as ended:
            verdict = ended
        except SetupError as error:
            verdict = Verdict("setup", str(error))
        except Exception as error:
            verdict = Verdict("inconclusive", f"the benchmark broke: {type(error).__name__}: {error}")
        outcome: Outcome = verdict.outcome if verdict else "passed"
        message = verdict.message if verdict else None
        cancelled = self._cancelled()
        if cancelled:
            outcome, message = "inconclusive", f"cancelled; {len(self.samples) - len(self._recorded)} samples are kept"
        elif verdict and verdict.at is not None and not isinstance(verdict.at, (str, int)):
            message = f"{verdict.at.file}:{verdict.at.line}: {message}"
        seconds = round(time.monotonic() - self._began, 6)
        emit("done", outcome=outcome, seconds=seconds, message=message, cancelled=cancelled or None)
        if cancelled:
            return EXIT_CODES["cancelled"]
        return EXIT_CODES[outcome]

    def _measure_all(self) -> None:
        from labkit.services.flakyweb import Web

        def sink(stream: str, text: str, dropped: int) -> None:
            self._reporter.emit("output", check=None, stream=stream, text=text, dropped=dropped or None)

        with (
            open_subject(
                self._lab,
                self._work,
                limits=self._limits,
                sink=sink,
                reporter=self._reporter,
                cancelled=self._cancelled,
            ) as (subject, _),
            # Nobody asks here which process sent a request, and looking it up would be part of what is measured.
            Web(idle=subject.settled, clients=list) as web,
        ):
            bench = Bench(subject, web)

            def trial(variant: str) -> None:
                web.reset()
                self._workload.measure(bench, variant, min(self.declared["x"]["values"]))

            def say(text: str) -> None:
                self._reporter.emit("note", level="info", text=text)

            self.labels = choose(self._lab, self._work, subject, trial, say)
            if self._workload.setup is not None:
                self._workload.setup(bench)
            metrics = [one["id"] for one in self.declared["metrics"]]
            began = time.monotonic()
            for number, point in enumerate(self._points):
                if self._cancelled():
                    return
                self._progress(number, point, began)
                web.reset()
                values = checked(self._workload.measure(bench, point.variant, point.x), metrics)
                if point.round is not None:
                    self._sample(point, values)
            self._reporter.emit("progress", done=len(self._points), total=len(self._points), label="measured", left=0)

    def _sample(self, point: Point, values: dict[str, float]) -> None:
        self.samples.append((point, values))
        label = self.labels.get(point.variant)
        self._reporter.emit("sample", variant=point.variant, x=point.x, round=point.round, values=values, label=label)

    def _progress(self, number: int, point: Point, began: float) -> None:
        total = len(self._points)
        left = (time.monotonic() - began) / number * (total - number) if number else None
        kind = "warm-up" if point.round is None else f"round {point.round + 1}"
        label = f"{kind}: {point.variant} at {point.x:g}"
        self._reporter.emit(
            "progress", done=number, total=total, label=label, left=None if left is None else round(left, 2)
        )
