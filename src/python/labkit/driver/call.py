"""One call of the learner's code, seen from the judge."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.check.outcome import Verdict
from labkit.driver import wording
from labkit.subject.channel import ChannelClosed, ChannelTampered, ChannelTimeout
from labkit.subject.plain import Malformed, Raised, decode

if TYPE_CHECKING:
    from labkit.driver.link import Link
    from labkit.driver.subject import Subject


_LONGEST = 1e9
"""Seconds no call takes."""


@dataclass(frozen=True)
class Returned:
    """The call came back with a value."""

    value: Any


class Call:
    """A running or finished call. Made by `Subject.start`."""

    def __init__(self, subject: Subject, link: Link, target: str, number: int, limit: float, name: str) -> None:
        self._subject = subject
        self._link = link
        self._target = target
        self._number = number
        self._deadline = time.monotonic() + limit
        self._limit = limit
        self._started = False
        self._reply: dict[str, Any] | None = None
        self._verdict: Verdict | None = None
        self._hang_shows: str | None = None
        self._seconds = 0.0
        self._name = name
        self._tasks: list[str] = []

    @property
    def name(self) -> str:
        """What messages call it: `check_all`."""
        return self._name

    @property
    def started(self) -> bool:
        """Whether the subject has taken the command up."""
        if not self._started:
            self._receive(0.0, last=False)
        return self._started

    @property
    def done(self) -> bool:
        """Whether the call has come back, raised or ended its process; never waits."""
        if not self._over:
            self._receive(0.0, last=False)
        return self._over

    @property
    def seconds(self) -> float:
        """How long the call took, measured in the subject around it."""
        self._wait(None)
        return self._seconds

    @property
    def tasks(self) -> list[str]:
        """Of a coroutine: the names of the coroutines whose tasks were still pending when it came to its end."""
        self._wait(None)
        return self._tasks

    def outcome(self, limit: float | None = None, *, hang: str | None = None) -> Returned | Raised:
        """Waits for the call's end. `limit`: seconds from now; default: what is left of the call's own limit.

        A call that does not end, crashes or cannot be made ends the check as failed (or as a set-up problem).
        `hang` is the id of the planted bug that a call shows by not ending (`"m5"`).
        """
        self._hang_shows = hang
        reply = self._wait(limit)
        try:
            if "raised" in reply:
                error = decode(reply["raised"]["value"])
                if not isinstance(error, Raised):
                    raise Malformed("a raised value that is no exception")
                verdict = wording.not_importable(self._subject.names, reply, error)
                if verdict is None:
                    return error
                raise verdict
            if "problem" in reply:
                facts = {str(name): str(value) for name, value in reply["facts"].items()}
                raise wording.problem(self._subject.names, self._target, str(reply["problem"]), facts)
            return Returned(decode(reply["value"]))
        except (Malformed, KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._lose(wording.tampered(self.name, str(error))) from None

    def result(self, limit: float | None = None, *, hang: str | None = None) -> Any:
        """The value the call returned. An exception of the learner's code ends the check as failed, with its trace."""
        outcome = self.outcome(limit, hang=hang)
        if isinstance(outcome, Raised):
            raise wording.raised(self._subject.names, self.name, outcome)
        return outcome.value

    @property
    def _over(self) -> bool:
        return self._reply is not None or self._verdict is not None

    def _wait(self, limit: float | None) -> dict[str, Any]:
        deadline = self._deadline if limit is None else time.monotonic() + limit
        while not self._over:
            self._receive(deadline, last=True)
        if self._verdict is not None:
            raise self._verdict
        assert self._reply is not None
        return self._reply

    def _receive(self, deadline: float, *, last: bool) -> None:
        """Takes messages until `deadline`. With `last`, a deadline that passes ends the call."""
        link = self._link
        while not self._over:
            try:
                message = link.receive(max(deadline, time.monotonic() + 0.001))
            except ChannelTimeout:
                if last:
                    self._hang()
                return
            except ChannelTampered as error:
                self._lose(wording.tampered(self.name, str(error)))
                return
            except ChannelClosed:
                self._crash()
                return
            if message.get("started") == self._number:
                self._started = True
            elif message.get("done") == self._number:
                self._started = True
                self._finish(message)
            else:
                self._lose(wording.tampered(self.name, "an answer to no question"))

    def _finish(self, message: dict[str, Any]) -> None:
        seconds, tasks = message.get("seconds"), message.get("tasks")
        broken = self._subject.call_ended()
        if broken is not None:
            self._lose(wording.limit_passed(self.name, broken))
        elif isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= _LONGEST:
            self._lose(wording.tampered(self.name, "a time that is no time"))
        elif type(tasks) is not list or any(type(one) is not str for one in tasks):
            self._lose(wording.tampered(self.name, "tasks that are no names"))
        else:
            self._seconds = float(seconds)
            self._tasks = tasks
            self._reply = message

    def _hang(self) -> None:
        stacks = self._link.dump()
        self._subject.call_ended()
        verdict = wording.hang(self.name, self._limit, stacks)
        verdict.misconception = self._hang_shows
        self._lose(verdict)

    def _crash(self) -> None:
        code = self._link.ended()
        broken = self._subject.call_ended()
        if broken is not None:
            self._lose(wording.limit_passed(self.name, broken))
        else:
            self._lose(wording.crash(self.name, code, self._link.stacks()))

    def _lose(self, verdict: Verdict) -> Verdict:
        """The subject cannot be used any more, and this is why."""
        self._verdict = self._subject.lost(verdict)
        return self._verdict
