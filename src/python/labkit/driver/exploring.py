"""Decides a scenario under every interleaving, without believing the process that explores it.

Three fresh subjects at most. The first searches; each distinct observation is judged here. A failure counts after its
schedule failed again in a second one. A pass counts after a third one has run random walks whose seeds are picked here:
each is redrawn from its seed, which shows a scheduler that was not obeyed, and its result is judged again; a control
program known to be wrong has to fail in that same process.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from labkit.check.failure import FORMS, Blocked, Failure, Step
from labkit.check.outcome import Verdict
from labkit.driver import wording
from labkit.explore.strategies.random_walk import pick
from labkit.regular_file import read_regular
from labkit.subject.channel import ChannelClosed, ChannelTampered, ChannelTimeout
from labkit.subject.plain import Frame, Malformed, decode, encode

if TYPE_CHECKING:
    from labkit.driver.subject import Subject

Tell = Callable[..., None]
"""Reports an event of the running check."""

_WALKS = 40
_SHOWN_STEPS = 400
_LONGEST_LOCAL = 120


EXPLORE_SEED = "LABKIT_EXPLORE_SEED"
"""Variable that says where searches start; 0 by default."""

EXPLORE_SCHEDULES = "LABKIT_EXPLORE_SCHEDULES"
"""Variable that takes the place of every check's budget, for long runs."""


def seed() -> int:
    """Where searches start."""
    return _number(EXPLORE_SEED, 0)


def _number(variable: str, default: int) -> int:
    try:
        return int(os.environ.get(variable, ""))
    except ValueError:
        return default


@dataclass(frozen=True)
class Explored:
    """A pass. `proved`: every interleaving that differs was tried. `sentence` says so."""

    proved: bool
    schedules: int
    sentence: str


class Exploration:
    """One scenario to decide. `holds` raises a `Verdict` for a wrong observation."""

    def __init__(
        self,
        subject: Subject,
        scenario: str,
        *,
        holds: Callable[[Any], None] | None,
        claim: str,
        schedules: int,
        kwargs: Mapping[str, Any],
        sometimes: Mapping[str, Callable[[Any], bool]],
        recognise: Callable[[Failure], str | None] | None,
        relies_on_time: bool,
        fair: bool,
        tell: Tell,
    ) -> None:
        self._subject = subject
        self._scenario = scenario
        self._holds = holds
        self._claim = claim
        self._schedules = max(1, _number(EXPLORE_SCHEDULES, schedules))
        self._sometimes = sometimes
        self._recognise = recognise
        self._tell = tell
        self._command = {
            "scenario": scenario, "kwargs": encode(dict(kwargs)), "schedules": self._schedules, "seed": seed(),
            "early": relies_on_time, "fair": fair,
        }  # fmt: skip
        self._objections: dict[str, tuple[Verdict, Any]] = {}
        self._witnessed: set[str] = set()

    def decide(self) -> Explored:
        """Raises a `Verdict` unless the scenario passes."""
        try:
            found = self._ask("explore")["result"]
            match found["verdict"]:
                case "failed":
                    raise self._failed(found["schedule"], _count(found["schedules"]))
                case "passed" | "proved":
                    self._sample()
                case _:
                    raise Verdict("inconclusive", _words(found["message"]))
            return self._passed(found["verdict"] == "proved", _count(found["schedules"]))
        except (
            LookupError,
            TypeError,
            ArithmeticError,
            ValueError,
            AttributeError,
            RecursionError,
            Malformed,
        ) as error:
            raise self._tampered(f"an answer that is none ({type(error).__name__}: {error})") from None
        finally:
            self._subject.replace()

    # -- the three questions -----------------------------------------------------------------------------------------

    def _ask(self, what: str, **more: Any) -> dict[str, Any]:
        """Puts a question to a fresh subject and answers its own questions until it is done."""
        subject = self._subject
        link, limit = subject.begin()
        name = f"the scenario {self._scenario}"
        reported = 0
        try:
            link.channel.send({"do": what, "number": 1, **self._command, **more})
            while True:
                message = link.receive(time.monotonic() + limit)
                if "seen" in message:
                    link.channel.send({"objection": self._judge(decode(message["seen"]))})
                elif "progress" in message:
                    reported = max(reported, min(_count(message["progress"]), self._schedules))
                    self._tell("schedule-progress", schedules=reported, limit=self._schedules)
                elif message.get("done") == 1:
                    break
                elif message.get("started") != 1 and message.get("alive") is not True:
                    raise ChannelTampered("an answer to no question")
        except ChannelTimeout:
            stacks = link.dump()
            subject.call_ended()
            raise subject.lost(wording.hang(name, limit, stacks)) from None
        except ChannelTampered as error:
            raise self._tampered(str(error)) from None
        except ChannelClosed:
            code = link.ended()
            broken = subject.call_ended()
            verdict = wording.limit_passed(name, broken) if broken else wording.crash(name, code, link.stacks())
            raise subject.lost(verdict) from None
        if (broken := subject.call_ended()) is not None:
            raise subject.lost(wording.limit_passed(name, broken))
        if "broken" in message:
            raise Verdict(
                "inconclusive",
                f"the explorer failed at {name}: {message['broken']}",
                details=("This is a fault of the course's tools, not of your file. Please report it with your file.",),
            )
        if "problem" in message:
            raise self._unloadable(str(message["problem"]))
        return message

    def _judge(self, seen: Any) -> str | None:
        """The sentence against an observation, or None. The verdict is kept under its sentence."""
        for what, does in self._sometimes.items():
            if does(seen):
                self._witnessed.add(what)
        if self._holds is None:
            return None
        try:
            self._holds(seen)
        except Verdict as verdict:
            if verdict.outcome != "failed":
                raise
            self._objections.setdefault(verdict.message, (verdict, seen))
            return verdict.message
        return None

    def _failed(self, schedule: Any, number: int) -> Verdict:
        again = self._ask("replay", schedule=schedule)["result"]
        if again["verdict"] != "failed":
            return Verdict(
                "inconclusive",
                "an interleaving failed and did not fail again in a fresh process, so it proves nothing: "
                + _words(again["message"]),
            )
        steps = tuple(_step(one) for one in again["counterexample"]["steps"])
        blocked = tuple(_blocked(one) for one in again["counterexample"]["blocked"])
        form, message, confirmed = str(again["form"]), _words(again["sentence"]), _count(again["confirmed"])
        if form not in FORMS:
            raise Malformed(f"an unknown form {form!r}")
        verdict, seen = self._objections.get(message, (None, None))
        trace = [(str(file), max(1, _count(line)), str(function)) for file, line, function in again["trace"]]
        if verdict is None:
            verdict = self._own(form, message, trace)
        error = message.partition(":")[0] if form == "exception" else None
        failure = Failure(form, verdict.message, seen, error, steps, blocked)
        if self._recognise is not None:
            verdict.misconception = self._recognise(failure) or verdict.misconception
        if verdict.at is None:
            verdict.at = self._place(steps, blocked)
        found = f"Found in schedule {number:,} of at most {self._schedules:,}, replayed {_times(confirmed)}."
        if again["relies_on_time"] is True:
            found += " It relies on time: a timer fires while other threads can still run."
        if number == 1 and not self._command["fair"]:
            found += " No particular interleaving is needed: it fails when no thread interrupts another."
        verdict.details = [*map(str, again["interleaving"]), *verdict.details, found]
        self._tell(
            "counterexample", form=form, found=number, limit=self._schedules, confirmed=confirmed,
            python=str(schedule["python"]), steps=self._shown(again["counterexample"]["steps"]),
            omitted=max(0, len(steps) - _SHOWN_STEPS) or None,
            blocked=[{**self._at(one), "op": one.op, "object": one.object, "thread": one.thread,
                      "heldBy": one.held_by} for one in blocked],
            schedule=dict(again["schedule"]),
        )  # fmt: skip
        return verdict

    def _sample(self) -> None:
        """Random walks with seeds that the subject could not know, each redrawn and judged here."""
        draw = Random(self._digest())
        seeds = [draw.getrandbits(48) for _ in range(_WALKS)]
        answer = self._ask("sample", seeds=seeds)
        control = answer["control"]
        if control["verdict"] != "failed" or "a coin is lost" not in control["message"]:
            raise self._disobeyed()
        walks = answer["walks"]
        if [one["seed"] for one in walks] != seeds:
            raise self._disobeyed()
        for walk in walks:
            if walk["undecided"] is not None:
                raise Verdict("inconclusive", f"{walk['undecided']}, which cannot be scheduled")
            if not _followed(walk):
                raise self._disobeyed()
            if walk["form"] is None and self._judge(decode(walk["returned"])) is None:
                continue
            raise self._failed(_schedule(walk, answer["sources"], self._scenario), self._schedules)

    def _digest(self) -> bytes:
        """What the seeds of the sample are drawn from: the learner's files, so that a run can be repeated."""
        whole = hashlib.sha256(f"{self._scenario} {seed()}".encode())
        for name in self._subject.names.files:
            path = self._subject.names.work / name
            with contextlib.suppress(OSError):
                whole.update(read_regular(path))
        return whole.digest()

    # -- in words ----------------------------------------------------------------------------------------------------

    def _passed(self, proved: bool, schedules: int) -> Explored:
        for what in self._sometimes:
            if what in self._witnessed:
                continue
            if not proved:
                raise Verdict("inconclusive", f"none of {schedules:,} interleavings tried showed that {what}")
            verdict = Verdict("failed", f"{what} in no interleaving ({schedules:,} tried, all that differ)")
            if self._recognise is not None:
                verdict.misconception = self._recognise(Failure("unseen", what))
            raise verdict
        if proved:
            sentence = f"proved: no interleaving {self._claim} ({schedules:,} tried, all that differ)"
        else:
            sentence = f"no interleaving of {schedules:,} tried {self._claim}"
        return Explored(proved, schedules, sentence)

    def _own(self, form: str, message: str, trace: Sequence[tuple[str, int, str]]) -> Verdict:
        """A failure that needs no judge: an exception, a deadlock, a thread left behind."""
        mine = [Frame(file, line, function) for file, line, function in trace if file in self._files]
        if form == "exception" and mine:
            kind, _, text = message.partition(": ")
            if kind == "NotImplementedError":
                return Verdict("failed", f"{mine[-1].function} is not written yet", at=mine[-1])
            return Verdict("failed", f"{mine[-1].function} raised {kind}: {text}", at=mine[-1], trace=mine)
        return Verdict("failed", message)

    def _unloadable(self, reason: str) -> Verdict:
        files = self._files
        missing = _MISSING.search(reason)
        if missing and f"{missing[2]}.py" in files:
            name = files[f"{missing[2]}.py"]
            return Verdict("failed", f"{name} has no {missing[1]}", details=("Keep the given names.",))
        if any(reason.startswith(one) for one in files):
            hidden = wording.hidden_module(self._subject.names, reason)
            details = (*hidden, "Code outside of functions runs when the file is imported.")
            return Verdict("failed", reason, details=details)
        return Verdict("inconclusive", f"the scenario {self._scenario} cannot be explored: {reason}")

    def _tampered(self, how: str) -> Verdict:
        return self._subject.lost(wording.tampered(f"the scenario {self._scenario}", how))

    def _disobeyed(self) -> Verdict:
        return self._subject.lost(
            Verdict(
                "inconclusive",
                "your program changes how its threads are scheduled, so nothing it does can be proved",
                details=("Leave threading, the tracing hooks and labkit as they are.",),
            )
        )

    @property
    def _files(self) -> dict[str, str]:
        """Learner's files by the last part of their names, as counterexamples name them."""
        return {Path(one).name: one for one in self._subject.names.files}

    def _place(self, steps: Sequence[Step], blocked: Sequence[Blocked]) -> Frame | None:
        """Where the failing interleaving last stood in a learner's file."""
        places: list[Step | Blocked] = [*blocked, *reversed(steps)]
        for one in places:
            if one.file in self._files and one.line > 0:
                return Frame(self._files[one.file], one.line, "")
        return None

    def _at(self, one: Step | Blocked) -> dict[str, Any]:
        """The place of a step in the words of the contract."""
        place: dict[str, Any] = {"line": one.line, "source": one.source}
        if one.file in self._files:
            return {"file": self._files[one.file], **place}
        return {"file": f"scenarios/{one.file}" if one.file else "", **place, "lab": True}

    def _shown(self, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        shown = []
        for plain in steps[-_SHOWN_STEPS:]:
            one = _step(plain)
            names = {str(name): str(value)[:_LONGEST_LOCAL] for name, value in plain["locals"].items()}
            shown.append({"thread": one.thread, "op": one.op, "object": one.object, **self._at(one),
                          "value": one.value, "locals": names})  # fmt: skip
        return shown


_MISSING = re.compile(r"cannot import name '(\w+)' from '(\w+)'")


def _step(one: Mapping[str, Any]) -> Step:
    names = ("thread", "op", "object", "file", "source", "value")
    return Step(line=_count(one["line"]), **{name: str(one[name]) for name in names})


def _blocked(one: Mapping[str, Any]) -> Blocked:
    names = ("thread", "op", "object", "file", "source")
    holder = None if one["held_by"] is None else str(one["held_by"])
    return Blocked(line=_count(one["line"]), held_by=holder, **{name: str(one[name]) for name in names})


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise Malformed("a number that is none")
    return value


def _words(value: Any) -> str:
    """What the subject says of a search, for a verdict: never nothing."""
    words = str(value).removeprefix("not decided: ")
    if not words.strip():
        raise Malformed("a reason without words")
    return words


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _followed(walk: Mapping[str, Any]) -> bool:
    """Whether each choice is the one that the walk's seed draws."""
    draw = Random(walk["seed"]).random
    steps = walk["steps"]
    if not steps:
        return False
    for thread, ready, _, _ in steps[: walk["drawn"]]:
        if not ready or thread != (ready[0] if len(ready) == 1 else pick(draw(), ready)):
            return False
    return True


def _schedule(walk: Mapping[str, Any], sources: Any, scenario: str) -> dict[str, Any]:
    """The schedule of a walk, as a replay reads it."""
    import platform
    from itertools import groupby

    from labkit.explore.schedule import VERSION

    threads = [int(step[0]) for step in walk["steps"]]
    turns = [[thread, len(list(group))] for thread, group in groupby(threads)]
    return {
        "version": VERSION, "scenario": scenario.partition(":")[2] or "scenario", "python": platform.python_version(),
        "sources": sources, "turns": turns, "places": [step[3] for step in walk["steps"]],
    }  # fmt: skip
