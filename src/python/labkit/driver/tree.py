"""The processes of this run, as the kernel tells: every descendant of this process it did not have at its start.

On Linux this process is a subreaper, so a descendant that leaves its session or loses its parent stays a descendant.
Elsewhere orphans are found by best effort (macOS: process groups seen so far; Windows: a job object).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Process:
    """One process: its parent, state letter (as `ps` prints it), resident memory in bytes, and the seconds of CPU time
    that it and (on Linux) the children it waited for have used."""

    pid: int
    parent: int
    state: str
    resident: int
    cpu: float = 0.0


def become_subreaper() -> None:
    """Orphaned descendants become children of this process (Linux; elsewhere nothing happens)."""
    _prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def hide_from_children() -> None:
    """No process of the same user may read this one's memory or descriptors (Linux, not against root)."""
    _prctl(4, 0)  # PR_SET_DUMPABLE


def die_with_parent(parent: int, number: int) -> None:
    """Sends this process the signal `number` when its parent's main thread ends (Linux), also if it has already."""
    _prctl(1, number)  # PR_SET_PDEATHSIG
    if sys.platform == "linux" and os.getppid() != parent:
        os.kill(os.getpid(), number)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def processes() -> dict[int, Process]:
    """Every process this user can see, by pid."""
    if sys.platform == "linux":
        return _from_proc()
    if sys.platform == "win32":
        from labkit.driver.windows import processes as from_toolhelp

        return {one[0]: Process(one[0], one[1], "S", one[2], one[3]) for one in from_toolhelp()}
    return _from_ps()


def family(root: int) -> dict[int, Process]:
    """At least `root` and its descendants, by pid. On Linux without a look at the other processes of the machine; one
    whose parent ends at that moment may be missed."""
    if sys.platform != "linux" or not Path(f"/proc/{root}/task/{root}/children").exists():
        return processes()
    found = {}
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        one = _read_stat(pid)
        if one is None or pid in found:
            continue
        found[pid] = one
        waiting += _children(pid)
    return found


def _children(pid: int) -> list[int]:
    """What the threads of `pid` have forked (needs CONFIG_PROC_CHILDREN, which distributions set)."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - called often
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                found += map(int, file.read().split())
    return found


def _from_proc() -> dict[int, Process]:
    numbers = (int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208 - called often
    return {one.pid: one for one in map(_read_stat, numbers) if one is not None}


def _read_stat(pid: int) -> Process | None:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            stat = file.read()
    except OSError:
        return None
    fields = stat[stat.rindex(b")") + 2 :].split()
    ticks = sum(map(int, fields[11:15]))
    resident = int(fields[21]) * _PAGE
    return Process(pid, int(fields[1]), fields[0].decode(), resident, ticks / _TICKS)


def _from_ps() -> dict[int, Process]:
    table = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,state=,rss=,time="],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    ).stdout
    found = {}
    for line in table.splitlines():
        pid, parent, state, kilobytes, used = line.split()[:5]
        found[int(pid)] = Process(int(pid), int(parent), state[0], int(kilobytes) * 1024, seconds(used))
    return found


def seconds(text: str) -> float:
    """CPU time as `ps` prints it, `[[DAYS-]HOURS:]MINUTES:SECONDS`."""
    days, _, clock = text.rpartition("-")
    total = 0.0
    for part in clock.split(":"):
        total = total * 60 + float(part)
    return total + 86400 * int(days or 0)


def below(root: int, table: dict[int, Process]) -> list[Process]:
    """The descendants of `root` in `table`, parents before children."""
    children: dict[int, list[Process]] = {}
    for one in table.values():
        children.setdefault(one.parent, []).append(one)
    found: list[Process] = []
    waiting = [root]
    while waiting:
        for one in children.get(waiting.pop(), ()):
            if one.pid != root:
                found.append(one)
                waiting.append(one.pid)
    return found


def above(pid: int, table: dict[int, Process]) -> list[int]:
    """The pids of the ancestors of `pid` in `table`, the nearest first."""
    found: list[int] = []
    while pid in table and table[pid].parent not in (0, *found):
        pid = table[pid].parent
        found.append(pid)
    return found


class Tree:
    """All processes this run has started, directly or not, and not yet ended."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._own = os.getpid()
        self._before = {one.pid for one in below(self._own, processes())}
        self._seen: set[int] = set()
        self._children: set[int] = set()
        self._jobs: list[int] = []

    def add(self, child: subprocess.Popen[bytes]) -> None:
        """Says that `child` is a process of ours, waited for by its `Popen`."""
        self._children.add(child.pid)
        if sys.platform == "win32":
            from labkit.driver.windows import put_into_job

            self._jobs.append(put_into_job(int(child._handle)))

    def alive(self, *, without: int | None = None) -> list[Process]:
        """The run's processes, zombies left out; `without`: leave out this process and its descendants."""
        return self._alive(family(self._own), without)

    def _alive(self, table: dict[int, Process], without: int | None) -> list[Process]:
        spared = set() if without is None else {without, *(one.pid for one in below(without, table))}
        found = below(self._own, table)
        if sys.platform not in ("linux", "win32"):
            known = {one.pid for one in found}
            found += [table[pid] for pid in self._seen - known if pid in table and table[pid].parent == 1]
            self._seen |= {one.pid for one in found}
        return [one for one in found if one.state != "Z" and one.pid not in self._before and one.pid not in spared]

    def kill(self, *, without: int | None = None, seconds: float = 5.0) -> list[int]:
        """Kills the run's processes until none is left; returns the pids that `seconds` did not end."""
        deadline = time.monotonic() + seconds
        if sys.platform == "win32" and without is None:
            from labkit.driver.windows import end_job

            while self._jobs:
                end_job(self._jobs.pop())
        while True:
            left = self._alive(processes(), without)  # all of them: none may be missed
            for one in left:
                with contextlib.suppress(OSError):
                    os.kill(one.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            self.reap()
            if not left:
                return []
            if time.monotonic() > deadline:
                return [one.pid for one in left]
            time.sleep(0.002)

    def end(self) -> list[int]:
        """Kills the run's processes, also by tag: what another process of the run took out of our tree. Returns the
        pids that could not be ended."""
        left = self.kill()
        for pid in self.tagged():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        return left

    def reap(self) -> None:
        """Collects adopted orphans that have ended, so that none stays a zombie. `Popen` waits for our own."""
        if sys.platform != "linux":
            return
        for one in processes().values():
            foreign = one.pid not in self._before and one.pid not in self._children
            if one.parent == self._own and one.state == "Z" and foreign:
                with contextlib.suppress(OSError):
                    os.waitpid(one.pid, os.WNOHANG)

    def tagged(self) -> list[int]:
        """Pids whose environment carries this run's tag (Linux), whoever their parent is; those above us left out."""
        if sys.platform != "linux":
            return []
        wanted = f"LABKIT_RUN={self.tag}".encode()
        spared = {self._own, *above(self._own, processes())}
        found = []
        for name in os.listdir("/proc"):  # noqa: PTH208
            if name.isdigit() and int(name) not in spared:
                with contextlib.suppress(OSError):
                    if wanted in Path(f"/proc/{name}/environ").read_bytes().split(b"\0"):
                        found.append(int(name))
        return found
