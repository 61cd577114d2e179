"""The search: a portfolio of strategies from one seed, then proof by replay of what it found."""

from __future__ import annotations

import contextlib
import gc
import io
import platform
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore.engine.core import Core
from labkit.explore.engine.interpreter import silent_finalizers, without_collector
from labkit.explore.engine.operation import NAMES, TICK
from labkit.explore.engine.outcome import FINE, Cancelled, Outcome
from labkit.explore.engine.outside import Outside
from labkit.explore.engine.scheduler import Observer, Scheduler, Step, Strategy
from labkit.explore.instrument.pending import pending
from labkit.explore.instrument.program import Program
from labkit.explore.minimise import minimise
from labkit.explore.observers.explain import Explain
from labkit.explore.observers.ready import Ready
from labkit.explore.options import Options
from labkit.explore.result import Counterexample, Result, Verdict
from labkit.explore.schedule import Schedule, Turns, places
from labkit.explore.strategies.dpor import Dpor
from labkit.explore.strategies.pct import Pct
from labkit.explore.strategies.pos import Pos
from labkit.explore.strategies.random_walk import RandomWalk
from labkit.explore.strategies.script import Script
from labkit.explore.strategies.surw import Surw
from labkit.explore.strategies.turns import Turns as Written
from labkit.explore.strategies.undisturbed import Undisturbed

STRATEGIES = ("auto", "dpor", "pos", "pct", "random", "surw")
_ROTATION = ("dpor", "random", "surw", "pos", "surw", "pct", "pos", "surw", "dpor", "pos", "surw")
"""Whose turn it is with "auto"."""
_HOPELESS = 30
"""Open decisions in a schedule of DPOR from which on others make more of its turns."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_REPLAYS = 3
_COLLECT_EVERY = 500
_PROGRESS_SECONDS = 0.25
_LOOK_AGAIN = 63
"""Mask of schedule numbers after which the modules are looked at again."""

Judge = Callable[[object], str | None]
"""Gets what the scenario returned; None, or the sentence why it is wrong."""

Progress = Callable[[int, int], object]
"""Gets the schedules run so far and the budget. What it raises ends the search."""


class Search:
    """One search in the calling thread. `scheduler` is there for a watchdog to look at.

    `judge` decides schedules that ended well by what the scenario returned. `progress` is called between schedules, at
    most every 0.25 s. `folders`: where the program's files lie besides the folder of `file`, which comes first.
    `args` and `kwargs`, plain data, are handed to the scenario as a fresh copy in each schedule.
    """

    def __init__(
        self, file: Path, name: str = "scenario", options: Options | None = None, *, judge: Judge | None = None,
        progress: Progress | None = None, folders: Sequence[Path] = (), args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        options = options or Options()
        self.scheduler = Scheduler(options.step_limit, fair=options.fair)
        self.program = Program(file, name, self.scheduler, folders, args, kwargs)
        self._judge = judge
        self._progress = progress
        self._cancelled = False
        self._told = 0.0
        self._input = (tuple(args), dict(kwargs or {}))
        self._options = options
        self._schedules = 0
        self._steps = 0
        self._began = time.perf_counter()
        self.thinking = False
        """The search itself is at work, not a step of the program: for a watchdog."""
        self._outside = Outside(frozenset())
        self._core = Core()

    def run(self, recorded: Schedule | Turns | None = None) -> Result:
        """Searches, or replays `recorded`. Raises SetupError if the program cannot be loaded, or if its threads cannot
        take turns written by hand."""
        with self._prepared():
            if recorded is None:
                return self._search()
            return self._replay(recorded) if isinstance(recorded, Schedule) else self._take_turns(recorded)

    def cancel(self) -> None:
        """Ends the search from another thread, at the program's next step: `run` then raises Cancelled."""
        self._cancelled = True
        self.scheduler.abandon()

    def sample(self, seeds: Sequence[int]) -> list[dict[str, Any]]:
        """Runs one uniform random walk a seed, for somebody who draws it again: `RandomWalk` of that seed, without
        early timers.

        Each walk is plain data: `seed`; `steps`, each `[thread, ready threads, operation, place]`; `drawn`, how many of
        them the walk chose (those after half the step limit take turns); `form` and `message` of the failure, or None
        and an empty text; `undecided`, why it counts for nothing, or None. `returned` is the scenario's own value.
        """
        with self._prepared():
            return [self._walk(seed) for seed in seeds]

    @contextlib.contextmanager
    def _prepared(self) -> Iterator[None]:
        with (
            self._core,
            self.scheduler,
            without_collector(),
            silent_finalizers(),
            contextlib.redirect_stdout(io.StringIO()) as out,
        ):
            self._out = out
            with contextlib.redirect_stderr(out):
                self.program.scenario()
                with Outside(self.program.files) as self._outside:
                    self.program.libraries.outside = self._outside
                    yield

    # -- one schedule ------------------------------------------------------------------------------------------------

    def _once(
        self, strategy: Strategy, observer: Callable[[Scheduler], Observer] | None = None
    ) -> tuple[Outcome, list[Step]]:
        scheduler = self.scheduler
        self._out.seek(0)
        self._out.truncate()
        self.tell()
        self._core.look()
        if self._cancelled:
            raise Cancelled
        scenario = self.program.scenario()
        if self._input != ((), {}):
            args, kwargs = deepcopy(self._input)
            scenario = partial(scenario, *args, **kwargs)
        scheduler.reset(strategy)
        if observer is not None:
            scheduler.observer = observer(scheduler)
        outcome = scheduler.run(scenario, self.program.libraries.exit_work)
        if self._cancelled:
            raise Cancelled
        if outcome is FINE and self._judge is not None:
            objection = self._judge(scheduler.returned)
            if objection is not None:
                outcome = Outcome("assertion", objection, judged=True)
        if outcome.form is not None:
            outcome = replace(outcome, message=_ADDRESS.sub("", outcome.message))
        self._schedules += 1
        if self._schedules & _LOOK_AGAIN == 1 or outcome.failed:
            self._look_for_replaced_parts()
        self._steps += len(scheduler.trace)
        if self._schedules % _COLLECT_EVERY == 0:
            gc.collect()
        return outcome, scheduler.trace

    def _look_for_replaced_parts(self) -> None:
        if self._outside.seen is None and (part := self.program.libraries.untouched.replaced()):
            self._outside.seen = f"the program replaces {part}"

    def tell(self) -> None:
        """Reports the progress, four times a second at most."""
        if self._progress is not None:
            now = time.perf_counter()
            if now - self._told >= _PROGRESS_SECONDS:
                self._told = now
                self._progress(min(self._schedules, self._options.max_schedules), self._options.max_schedules)

    def _walk(self, seed: int) -> dict[str, Any]:
        ready: list[list[int]] = []
        look = self._look_for_replaced_parts
        outcome, trace = self._once(RandomWalk(seed), lambda scheduler: Ready(scheduler, ready, look, seed))
        look()
        where = places(trace, self.program.sites)
        steps = [
            [step[0], could, NAMES[step[1]], place] for step, could, place in zip(trace, ready, where, strict=True)
        ]
        seen, self._outside.seen = self._outside.seen, None
        return {
            "seed": seed, "steps": steps, "drawn": min(len(steps), self.scheduler.drawn_limit), "form": outcome.form,
            "message": outcome.message, "undecided": seen, "returned": self.scheduler.returned,
        }  # fmt: skip

    # -- the search --------------------------------------------------------------------------------------------------

    def _search(self) -> Result:
        options = self._options
        first, trace = self._once(self._first())
        if self._outside.seen:
            return self._inconclusive(f"not decided: {self._outside.seen}, which cannot be scheduled")
        if first.failed and options.fair:
            return self._failed(first, trace, "random", "")
        if first.failed:
            return self._failed(
                first,
                trace,
                "undisturbed",
                ", on the first, undisturbed schedule: no particular interleaving is needed",
            )
        second, again = self._once(self._first())
        if (second, again) != (first, trace):
            return self._unrepeatable(trace, again)
        strategies = dict(self._portfolio())
        turns = [name for name in _ROTATION if name in strategies]
        timed = self.scheduler.timed
        partial = self.scheduler.unfair or self.scheduler.cut
        proved = False
        number = 0
        while self._schedules < options.max_schedules and turns:
            if options.time_limit is not None and time.perf_counter() - self._began > options.time_limit:
                break
            name = turns[number % len(turns)]
            strategy = strategies[name]
            number += 1
            self.thinking = True
            begun = strategy.begin()
            self.thinking = False
            if not begun:
                if isinstance(strategy, Dpor) and strategy.exhausted and not (timed or partial):
                    proved = not self.program.uncovered
                    if proved or options.strategy == "dpor":
                        break
                turns = [one for one in turns if one != name]
                continue
            outcome, trace = self._once(strategy)
            timed = timed or self.scheduler.timed
            partial = partial or self.scheduler.unfair or self.scheduler.cut
            if self._outside.seen:
                return self._inconclusive(f"not decided: {self._outside.seen}, which cannot be scheduled")
            if outcome.failed:
                return self._failed(outcome, trace, name, "")
            self.thinking = True
            strategy.end(len(trace))
            self.thinking = False
            if isinstance(strategy, Dpor) and len(strategies) > 1 and strategy.open_nodes > _HOPELESS:
                turns = [one for one in turns if one != name]
            if isinstance(strategy, Dpor) and strategy.diverged:
                return self._inconclusive("not decided: the program is not repeatable: the same schedule went two ways")
        self._look_for_replaced_parts()
        if self._outside.seen:
            return self._inconclusive(f"not decided: {self._outside.seen}, which cannot be scheduled")
        if proved:
            message = f"proved: no interleaving fails ({self._schedules} tried, all that differ)"
            return self._result("proved", None, message, "dpor")
        return self._result("passed", None, f"no failure in {self._schedules} schedules", options.strategy)

    def _first(self) -> Strategy:
        return RandomWalk(f"{self._options.seed} first") if self._options.fair else Undisturbed()

    def _portfolio(self) -> list[tuple[str, Strategy]]:
        seed = self._options.seed
        operation = pending(self.program.sites)
        early = self._options.early
        every: list[tuple[str, Strategy]] = [
            ("dpor", Dpor(operation)),
            ("surw", Surw(f"{seed} surw", operation, early=early)),
            ("random", RandomWalk(f"{seed} random", births=True, early=early)),
            ("pos", Pos(f"{seed} pos", operation)),
            ("pct", Pct(f"{seed} pct", operation, early=early)),
        ]
        wanted = self._options.strategy
        if self._options.fair:
            wanted = "random"
        return [one for one in every if wanted in ("auto", one[0])]

    # -- what was found ----------------------------------------------------------------------------------------------

    def _failed(self, outcome: Outcome, trace: list[Step], strategy: str, remark: str) -> Result:
        found, steps = self._schedules, self._steps
        turns = [step[0] for step in trace]
        for _ in range(_REPLAYS):
            script = Script(turns)
            again, replayed = self._once(script)
            if again != outcome or replayed != trace:
                return self._unrepeatable(trace, replayed)

        def fails(candidate: list[int]) -> list[int] | None:
            tried, went = self._once(Script(candidate, lenient=True))
            threads = [step[0] for step in went]
            same = (tried.form, tried.judged) == (outcome.form, outcome.judged)
            fair = (TICK in threads) <= (TICK in turns)
            return threads[: self.scheduler.drawn_limit] if same and fair else None  # what follows is nobody's choice

        shortest = minimise(turns[: self.scheduler.drawn_limit], fails)
        last, went = self._once(Script(shortest, lenient=True))
        turns = [step[0] for step in went]
        confirmed = 0
        for _ in range(_REPLAYS):
            again, replayed = self._once(Script(turns))
            confirmed += again == last and replayed == went
        if confirmed != _REPLAYS:
            return self._unrepeatable(went, replayed)
        explained, example, lines = self._explain(turns)
        if TICK in turns:
            remark += "; it relies on time: a timer fires before other threads are done"
        source = Schedule.of(went, self.program.sites, self.program.hashes, self.program.name)
        result = self._result("failed", last.form, explained.message + remark, strategy)
        return replace(
            result, schedules=found, steps=steps, confirmed=confirmed, counterexample=example,
            interleaving=lines, schedule=source.as_json(),
            sentence=explained.message, judged=last.judged, relies_on_time=TICK in turns,
            trace=tuple(
                (Path(file).name, line, function)
                for file, line, function in explained.frames if file in self.program.files
            ),
        )  # fmt: skip

    def _explain(self, turns: list[int]) -> tuple[Outcome, Counterexample, tuple[str, ...]]:
        explains: list[Explain] = []

        def observe(scheduler: Scheduler) -> Observer:
            explains.append(Explain(self.program.files, self.program.sites))
            return explains[0]

        outcome, _ = self._once(Script(turns), observe)
        explains[0].close()
        example = Counterexample(tuple(explains[0].steps), outcome.blocked)
        return outcome, example, explains[0].lines(outcome)

    def _replay(self, recorded: Schedule) -> Result:
        changed = [name for name, value in recorded.sources.items() if self.program.hashes.get(name, value) != value]
        if changed:
            raise SetupError(
                f"{changed[0]} has changed since this schedule was saved: search again instead of replaying"
            )
        mine = platform.python_version()
        other = "" if recorded.python == mine else f" (it was saved by Python {recorded.python}, this is {mine})"
        script = Script(recorded.threads())
        outcome, trace = self._once(script)
        went = places(trace, self.program.sites)
        for number, (one, two) in enumerate(zip(recorded.places, went, strict=False)):
            if one != two:
                return self._inconclusive(
                    f"not decided: the replay parted at step {number + 1}: {one} was recorded, {two} came{other}"
                )
        if script.diverged is not None or len(went) != len(recorded.places):
            return self._inconclusive(
                f"not decided: the replay parted at step {min(len(went), len(recorded.places)) + 1}{other}"
            )
        return self._replayed(outcome, trace)

    def _take_turns(self, turns: Turns) -> Result:
        written = Written(turns)
        outcome, trace = self._once(written)
        written.end(len(trace))
        if written.fault is not None and not self._outside.seen:
            raise SetupError(f"this schedule cannot be followed at {written.fault}")
        return self._replayed(outcome, trace)

    def _replayed(self, outcome: Outcome, trace: list[Step]) -> Result:
        if self._outside.seen:
            return self._inconclusive(f"not decided: {self._outside.seen}, which cannot be scheduled")
        if outcome.failed:
            return self._failed(outcome, trace, "replay", "")
        schedule = Schedule.of(trace, self.program.sites, self.program.hashes, self.program.name)
        result = self._result("passed", None, "the replayed schedule does not fail", "replay")
        return replace(result, schedule=schedule.as_json())

    def _unrepeatable(self, one: list[Step], two: list[Step]) -> Result:
        at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)) - 1)
        site = next((step[2] for step in [*one[at:], *reversed(one[:at])] if step[2] is not None), None)
        where = ""
        if site is not None:
            found = self.program.sites.table[site]
            where = f", near {Path(found.file).name}:{found.line}"
        return self._inconclusive(f"not decided: the program is not repeatable: the same schedule went two ways{where}")

    def _inconclusive(self, message: str) -> Result:
        return self._result("inconclusive", None, message, self._options.strategy)

    def _result(self, verdict: Verdict, form: str | None, message: str, strategy: str) -> Result:
        seconds = round(time.perf_counter() - self._began, 3)
        return Result(
            verdict,
            form,
            self._schedules,
            self._steps,
            seconds,
            strategy,
            self._options.seed,
            message,
        )
