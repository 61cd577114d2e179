"""The learner's program, as checks see it: call it, start it, run it, count what it has. None is imported."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.check.failure import Failure
from labkit.check.outcome import Verdict, shown
from labkit.driver import process, wording
from labkit.driver.activity import Activity
from labkit.driver.call import Call
from labkit.driver.exploring import Exploration, Explored, Tell
from labkit.driver.limits import Limits
from labkit.driver.link import Link
from labkit.driver.output import Output
from labkit.driver.tree import Tree
from labkit.driver.watch import METHOD, Watch
from labkit.subject.channel import ChannelClosed, ChannelTampered, ChannelTimeout
from labkit.subject.plain import encode


@dataclass(frozen=True)
class Finished:
    """A program of the learner's that was run by itself. Text beyond the output limit is cut."""

    code: int
    stdout: str
    stderr: str


class Subject:
    """Owns the process that holds the learner's modules; a fresh one takes its place after a crash, hang or leak."""

    def __init__(
        self,
        *,
        names: wording.Names,
        scenarios: Path,
        folder: Path,
        tag: str,
        tree: Tree,
        limits: Limits,
        output: Output,
        cancelled: Callable[[], bool],
        tell: Tell,
    ) -> None:
        self.names = names
        self._tell = tell
        self._scenarios = scenarios
        self._folder = folder
        self._tag = tag
        self._tree = tree
        self.limits = limits
        self._output = output
        self._cancelled = cancelled
        self._watch = Watch(tree, limits)
        self._activity = Activity(tree)
        self._link: Link | None = None
        self._start_method: str | None = "spawn"
        self._beside: tuple[Path, ...] = ()
        self._call: Call | None = None
        self._calls = 0

    # -- for checks

    def call(
        self,
        target: str,
        /,
        *args: Any,
        limit: float | None = None,
        called: str | None = None,
        kwargs: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        """Calls `module:qualname` of the learner's files, or `scenario:NAME`, and returns its value as plain data. A
        coroutine is awaited on an event loop of its own.

        `limit`: seconds, default `--call-seconds`. `called`: what messages call it, default the target's name.
        `kwargs`: keyword arguments that are named like one of these three. An exception of the learner's ends the check
        as failed.
        """
        return self.start(target, *args, limit=limit, called=called, kwargs=kwargs, **more).result()

    def start(
        self,
        target: str,
        /,
        *args: Any,
        limit: float | None = None,
        called: str | None = None,
        kwargs: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Call:
        """Starts a call and comes back at once. One call runs at a time."""
        if self._call is not None and not self._call.done:
            raise RuntimeError("a call is still running: wait for its result first")
        limit = self.limits.call_seconds if limit is None else limit
        link = self.link
        link.used = True
        self._calls += 1
        self._call = Call(self, link, target, self._calls, limit, called or wording.name(target))
        self._activity.reset()
        self._watch.begin()
        command = {"do": "call", "number": self._calls, "target": target, "limit": limit}
        with contextlib.suppress(ChannelClosed):  # the answer, or its absence, tells
            link.channel.send({**command, "args": encode(list(args)), "kwargs": encode({**more, **(kwargs or {})})})
        return self._call

    def run(self, file: str, *args: str, limit: float | None = None, hang: str | None = None) -> Finished:
        """Runs a learner's file as a program of its own, to its end, and kills what it leaves behind.

        Its default start method is the one of `start_method`. `hang` is the id of the planted bug that a program shows
        by not ending.
        """
        limit = self.limits.call_seconds if limit is None else limit
        self._check_cancelled()
        method = [f"--start-method={self._start_method}"] if self._start_method is not None else []
        command = [*method, file, *args]
        work = self.names.work
        try:
            started = process.start(
                "labkit.subject.program", command, work=work, tag=self._tag, stdin=subprocess.DEVNULL
            )
        except OSError as error:
            raise wording.not_started(work, error) from None
        self._tree.add(started)
        kept: dict[str, list[str]] = {"stdout": [], "stderr": []}
        output = Output(lambda stream, text, _: kept[stream].append(text), self.limits.output_kb << 10)
        readers = [output.attach("stdout", started.stdout), output.attach("stderr", started.stderr)]
        self._watch.begin()
        try:
            code = started.wait(limit)
        except subprocess.TimeoutExpired:
            message = f"{file} did not end within {limit:g} s when run as a program"
            raise self._decide(Verdict("failed", message, misconception=hang)) from None
        finally:
            self._watch.end()
            self._tree.kill(without=self._link.pid if self._link else None)
            started.wait()
            for reader in readers:
                reader.join(1.0)
        if self._watch.broken is not None:
            raise self._decide(wording.limit_passed(file, self._watch.broken))
        return Finished(code, "".join(kept["stdout"]), "".join(kept["stderr"]))

    def explore(
        self,
        scenario: str,
        holds: Callable[[Any], None] | None = None,
        *,
        claim: str,
        schedules: int = 1000,
        kwargs: Mapping[str, Any] | None = None,
        sometimes: Mapping[str, Callable[[Any], bool]] | None = None,
        recognise: Callable[[Failure], str | None] | None = None,
        relies_on_time: bool = False,
        fair: bool = False,
    ) -> Explored:
        """Runs `checks/scenarios/SCENARIO.py` under every interleaving it can, until one fails.

        `scenario`: `NAME` or `NAME:function`; called with `kwargs`, it returns an observation as plain data.
        `holds`: says what is wrong with an observation, by `expect` and its kin; asked once for each distinct one.
        `claim` completes "no interleaving ..." in the sentence of a pass. `schedules`: the budget.
        `sometimes`: what some interleaving must show, by the clause that says it. `recognise`: the planted bug that a
        failure shows. `relies_on_time`: timers may fire while threads can still run, so that sleeping instead of
        waiting fails. `fair`: random walks only, in which every thread goes on; for programs that may try again and
        again instead of waiting. A deadlock, no progress, a thread left behind and an exception fail by themselves.
        """
        self._check_cancelled()
        found = Exploration(
            self, scenario, holds=holds, claim=claim, schedules=schedules, kwargs=kwargs or {},
            sometimes=sometimes or {}, recognise=recognise, relies_on_time=relies_on_time, fair=fair,
            tell=self._tell,
        ).decide()  # fmt: skip
        shown(found.sentence)
        return found

    def start_method(self, name: str | None) -> None:
        """Sets multiprocessing's start method for a fresh subject. Default `spawn`; None is the platform's default."""
        self._start_method = name
        self.replace()

    def beside(self, *folders: Path) -> None:
        """Lets a fresh subject import modules of `folders` too, after those of the work folder."""
        self._beside = folders
        self.replace()

    @property
    def pid(self) -> int:
        """Process id of the subject."""
        return self.link.pid

    def children(self) -> list[int]:
        """Living processes of the learner's, as the kernel tells; multiprocessing's own helpers left out."""
        own = self.link.pid
        return sorted(one.pid for one in self._tree.alive() if one.pid != own and not _is_helper(one.pid))

    def threads(self) -> list[str]:
        """Names of the living Python threads besides the main one. Only between calls."""
        link = self.link
        if self._call is not None and not self._call.done:
            raise RuntimeError("a call is still running: its threads cannot be asked for")
        try:
            link.channel.send({"do": "threads"})
            names = link.receive(time.monotonic() + self.limits.call_seconds)["threads"]
            if type(names) is not list or any(type(one) is not str for one in names):
                raise ChannelTampered("names that are no names")
        except (ChannelClosed, ChannelTampered, ChannelTimeout, KeyError) as error:
            raise self.lost(wording.tampered("the subject", str(error) or type(error).__name__)) from None
        return names

    def peak_memory(self) -> float:
        """Largest resident memory during the last call, in MB (2**20 bytes), summed over the process tree."""
        return self._watch.peak / 2**20

    memory_method = METHOD

    def settled(self) -> bool:
        """True when the learner's program is idle: every thread blocked, no CPU progress over several polls. One poll a
        call; each waits some milliseconds. Also true when nothing runs."""
        call = self._call
        if self._link is None or call is None:
            return True
        if call.done:
            return self._activity.alone() or self._activity.idle()
        return call.started and self._activity.idle()

    # -- for the kit

    def processes(self) -> list[int]:
        """Every living process of the learner's."""
        return [one.pid for one in self._tree.alive()]

    @property
    def link(self) -> Link:
        """The living subject; starts one when there is none."""
        if self._link is None:
            self._check_cancelled()
            if threading.current_thread() is not threading.main_thread():
                raise RuntimeError("a subject is started by the main thread only")
            try:
                self._link = Link(
                    work=self.names.work,
                    scenarios=self._scenarios,
                    folder=self._folder,
                    tag=self._tag,
                    tree=self._tree,
                    output=self._output,
                    start_method=self._start_method,
                    beside=self._beside,
                )
            except OSError as error:
                raise wording.not_started(self.names.work, error) from None
        return self._link

    def begin(self) -> tuple[Link, float]:
        """A subject that has done nothing yet, watched from now on, and the seconds it may stay silent."""
        if self._link is not None and self._link.used:
            self.replace()
        link = self.link
        link.used = True
        self._watch.begin(cpu=False)
        return link, self.limits.call_seconds

    def run_kit(self, arguments: Sequence[str], seconds: float) -> tuple[bytes, bytes, int | None]:
        """Runs `labkit ARGUMENTS` as a part of this run, without a subject beside it, and returns standard output,
        standard error and exit code; None for one that was ended after `seconds`. A cancel ends it."""
        self.replace()
        self._check_cancelled()
        try:
            started = process.start_kit(arguments, tag=self._tag, folder=self._folder)
        except OSError as error:
            raise wording.not_started(self.names.work, error) from None
        self._tree.add(started)
        late = False
        try:
            out, err = started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            late = True
            started.terminate()  # a judge takes its processes with it
            try:
                out, err = started.communicate(timeout=5.0)
            except subprocess.TimeoutExpired:
                self._tree.kill()
                out, err = started.communicate()
        self._tree.kill()
        self._check_cancelled()
        return out, err, None if late else started.returncode

    def call_ended(self) -> str | None:
        """Stops watching; the limit that was passed, if one was."""
        self._watch.end()
        return self._watch.broken

    def lost(self, verdict: Verdict) -> Verdict:
        """Ends a subject that cannot be used any more. Returns the verdict to raise."""
        self._close()
        return self._decide(verdict)

    def leftovers(self) -> list[str]:
        """After a check: what the learner's code left running, in words; nothing when the subject is clean."""
        if self._link is None:
            return []
        if self._call is not None and not self._call.done:
            return ["a call that was still running"]
        found = []
        try:
            if names := self.threads():
                found.append(f"{_count(len(names), 'thread')} ({', '.join(names[:5])})")
        except Verdict as verdict:
            return [verdict.message]
        if pids := self.children():
            found.append(_count(len(pids), "process", "processes"))
        return found

    def replace(self) -> None:
        """Ends the subject; the next use starts a fresh one."""
        self._close()

    def prestart(self) -> None:
        """Starts the subject before it is needed."""
        _ = self.link

    def close(self) -> None:
        self._watch.close()
        self._close()

    def _close(self) -> None:
        link, self._link, self._call = self._link, None, None
        if link is None:
            return
        self._watch.end()
        link.close()
        self._tree.kill()
        for reader in link.readers:
            reader.join(1.0)

    def _check_cancelled(self) -> None:
        if self._cancelled():
            raise Verdict("inconclusive", "cancelled")

    def _decide(self, verdict: Verdict) -> Verdict:
        return Verdict("inconclusive", "cancelled") if self._cancelled() else verdict


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def _is_helper(pid: int) -> bool:
    """Whether this is a process multiprocessing keeps for itself: its resource tracker or fork server."""
    if sys.platform == "linux":
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return True  # gone meanwhile
        return b"multiprocessing.resource_tracker" in command or b"multiprocessing.forkserver" in command
    if sys.platform == "win32":
        return False
    command = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False, stdin=subprocess.DEVNULL
    ).stdout
    return not command or b"multiprocessing.resource_tracker" in command or b"multiprocessing.forkserver" in command
