"""One living subject: its process, its channel, the file its stacks are dumped to."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.driver import process
from labkit.driver.output import Output
from labkit.driver.tree import Tree
from labkit.regular_file import read_regular
from labkit.subject.channel import KEY_BYTES, Channel, ChannelClosed
from labkit.subject.plain import Frame


@dataclass(frozen=True)
class Stack:
    """Where one thread or task stood: its innermost learner frame if it has one, and its innermost frame of all."""

    who: str
    """`main thread`, `thread 1`, `task fetch`."""
    learner: Frame | None
    innermost: Frame | None


class Link:
    """Starts a subject and holds the judge's end of it."""

    def __init__(
        self,
        *,
        work: Path,
        scenarios: Path,
        folder: Path,
        tag: str,
        tree: Tree,
        output: Output,
        start_method: str | None,
        beside: Sequence[Path] = (),
    ) -> None:
        self.work = work
        self._stacks = folder / f"stacks-{secrets.token_hex(4)}"
        key = secrets.token_bytes(KEY_BYTES)
        ours, theirs = socket.socketpair()
        with theirs:
            if sys.platform == "win32":
                self.process = process.start("labkit.subject", [], work=work, tag=tag, stdin=subprocess.PIPE)
                shared = theirs.share(self.process.pid)
                self.process.stdin.write(len(shared).to_bytes(4, "big") + shared)
                self.process.stdin.close()
            else:
                self.process = process.start(
                    "labkit.subject",
                    [str(theirs.fileno())],
                    work=work,
                    tag=tag,
                    stdin=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                )
        tree.add(self.process)
        self.readers = [output.attach("stdout", self.process.stdout), output.attach("stderr", self.process.stderr)]
        self.channel = Channel(ours, key, "judge")
        with contextlib.suppress(OSError, ChannelClosed):  # a subject that died already is noticed at the first answer
            ours.sendall(key)
            self.channel.send(
                {
                    "judge": os.getpid(),
                    "work": str(work),
                    "scenarios": str(scenarios),
                    "stacks": str(self._stacks),
                    "start_method": start_method,
                    "beside": [str(one) for one in beside],
                }
            )
        self.ready = False
        self.used = False
        """Whether it was asked to do anything."""

    @property
    def pid(self) -> int:
        return int(self.process.pid)

    def receive(self, deadline: float | None) -> dict[str, Any]:
        """The subject's next message. Raises the channel errors."""
        message = self.channel.receive(deadline)
        if not self.ready and "ready" in message:
            self.ready = True
            message = self.channel.receive(deadline)
        return message

    def ended(self) -> int:
        """Waits for a process that closed its channel; one that lives on is killed."""
        try:
            return int(self.process.wait(1.0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            return int(self.process.wait())

    def close(self) -> None:
        """Ends the process. What it started is the tree's affair."""
        self.channel.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def dump(self) -> list[Stack]:
        """Asks the interpreter, by a signal it handles in C, where each thread stands."""
        if hasattr(signal, "SIGUSR2"):
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGUSR2)
        deadline = time.monotonic() + 1.0
        last = ""
        while time.monotonic() < deadline:
            text = self._dumped()
            if text and text == last:
                break
            last = text
            time.sleep(0.03)
        return self.stacks()

    def stacks(self) -> list[Stack]:
        """The stacks written so far: by `dump`, or by the interpreter when it crashed."""
        return parse_stacks(self._dumped(), self.work)

    def _dumped(self) -> str:
        try:
            return read_regular(self._stacks).decode("utf-8", "replace")
        except OSError:
            return ""


_HEAD = re.compile(r"^(?:(?:Current thread|Thread) 0x|Task (?P<task>.{1,200}) \(most recent call first\):$)")
_FRAME = re.compile(r'^  File "(.*)", line (\d{1,9}) in (.*)$')


def parse_stacks(dump: str, work: Path) -> list[Stack]:
    """Reads what `faulthandler` wrote, and `subject.awaiting` in its format: blocks with a head, innermost frame first.
    Gives the main thread, then the tasks, then the other threads.

    The thread whose outermost frames are the subject's own loop is the main thread.
    """
    blocks: list[tuple[str | None, list[Frame]]] = []
    for line in dump.splitlines():
        if head := _HEAD.match(line):
            blocks.append((head["task"], []))
        elif blocks and (match := _FRAME.match(line)):
            blocks[-1][1].append(Frame(match[1], max(int(match[2]), 1), match[3]))
    main: list[Stack] = []
    tasks: list[Stack] = []
    threads: list[Stack] = []
    for task, frames in blocks:
        mine = [one for one in frames if Path(one.file).is_relative_to(work)]
        learner = (
            Frame(Path(mine[0].file).relative_to(work).as_posix(), mine[0].line, mine[0].function) if mine else None
        )
        innermost = frames[0] if frames else None
        if task is not None:
            tasks.append(Stack(f"task {task}", learner, innermost))
        elif any(one.function == "_call" and one.file.endswith("__main__.py") for one in frames):
            main.append(Stack("main thread", learner, innermost))
        else:
            threads.append(Stack(f"thread {len(threads) + 1}", learner, innermost))
    return main + tasks + threads
