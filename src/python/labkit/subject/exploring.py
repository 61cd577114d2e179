"""Explores a scenario of the lab over the learner's files. Runs in a subject of its own, on the judge's word.

What a schedule led to is decided by the judge: each observation that was not seen before crosses over and an objection,
or none, comes back. Nothing that this process says about its own search is believed (see `driver/exploring.py`).
"""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore import Options, explore
from labkit.explore.schedule import Schedule
from labkit.explore.search import Search
from labkit.subject.channel import Channel
from labkit.subject.plain import NotPlain, decode, encode

_REMEMBERED = 50_000
_LONGEST_REASON = 300
_CONTROL_SCHEDULES = 200
_FAIR_STEPS = 4_000
"""Of a fair schedule; one without progress takes them all, and is run several times."""


class Exploring:
    """One command of the judge's. `do` answers `explore`, `replay` and `sample`."""

    def __init__(self, channel: Channel, work: Path, scenarios: Path, modules: frozenset[str]) -> None:
        self._channel = channel
        self._work = work
        self._scenarios = scenarios
        self._modules = modules
        self._answers: dict[str, str | None] = {}
        self._sending = threading.Lock()

    def _send(self, message: dict[str, Any]) -> None:
        with self._sending:
            self._channel.send(message)

    def do(self, command: dict[str, Any]) -> None:
        """Answers with `done`; with `problem` where the program cannot be loaded, `broken` where the explorer fails."""
        number = command["number"]
        _leave_the_stage()
        self._send({"started": number})
        try:
            reply = getattr(self, f"_{command['do']}")(command)
        except SetupError as error:
            reply = {"problem": str(error)}
        except Exception as error:
            reply = {"broken": "".join(traceback.format_exception_only(error)).strip()[:_LONGEST_REASON]}
        self._send({"done": number, **reply})

    def _explore(self, command: dict[str, Any]) -> dict[str, Any]:
        return self._search(command, None)

    def _replay(self, command: dict[str, Any]) -> dict[str, Any]:
        return self._search(command, command["schedule"])

    def _search(self, command: dict[str, Any], schedule: Any) -> dict[str, Any]:
        result = explore(
            **self._program(command),
            options=_options(command),
            recorded=None if schedule is None else Schedule.parse(schedule),
            judge=self._ask,
            progress=lambda done, _: self._send({"progress": done}),
        )
        return {"result": result.as_json()}

    def _sample(self, command: dict[str, Any]) -> dict[str, Any]:
        file = self._program(command)
        search = Search(**file, options=_options(command, early=False))
        with self._heard_of(search):
            walks = search.sample(command["seeds"])
        for one in walks:
            try:
                one["returned"] = encode(one["returned"], self._modules)
            except NotPlain as reason:
                one["returned"] = _unreadable(reason)
        return {"walks": walks, "sources": search.program.hashes, "control": self._control()}

    def _control(self) -> dict[str, Any]:
        """A program known to be wrong, under the same engine, after the learner's code has run in this process."""
        control = Path(__file__).parents[1] / "explore" / "control.py"
        return explore(control, options=Options(max_schedules=_CONTROL_SCHEDULES)).as_json()

    @contextlib.contextmanager
    def _heard_of(self, search: Search) -> Iterator[None]:
        """Says that steps are still being taken: a crowded machine is slow, and that is no hang."""
        over = threading.Event()

        def beat() -> None:
            seen = -1
            while not over.wait(1.0):
                if search.scheduler.steps != seen:
                    seen = search.scheduler.steps
                    self._send({"alive": True})

        thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _program(self, command: dict[str, Any]) -> dict[str, Any]:
        name, _, function = command["scenario"].partition(":")
        file = self._scenarios / f"{name}.py"
        kwargs = decode(command["kwargs"])
        return {"file": file, "name": function or "scenario", "folders": [self._work], "kwargs": kwargs}

    def _ask(self, value: object) -> str | None:
        try:
            seen = encode(value, self._modules)
        except NotPlain as reason:
            return _unreadable(reason)
        key = json.dumps(seen)
        if key not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._send({"seen": seen})
            self._answers[key] = self._channel.receive()["objection"]
        return self._answers[key]


def _options(command: dict[str, Any], *, early: bool | None = None) -> Options:
    fair = command["fair"]
    return Options(
        seed=command["seed"], max_schedules=command["schedules"], early=command["early"] if early is None else early,
        fair=fair, step_limit=_FAIR_STEPS if fair else Options.step_limit,
    )  # fmt: skip


def _unreadable(reason: NotPlain) -> str:
    return f"what came out cannot be read: {reason}"


def _leave_the_stage() -> None:
    """Takes the kit out of `sys.modules`: a program that imports it gets copies that decide nothing."""
    for name in [one for one in sys.modules if one.partition(".")[0] == "labkit"]:
        del sys.modules[name]
