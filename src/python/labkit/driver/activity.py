"""Is the learner's program idle? Read from the kernel, never asked of the program."""

from __future__ import annotations

import os
import sys
import threading
import time

from labkit.driver.tree import Tree

POLLS = 3
INTERVAL = 0.012


class Activity:
    """Tells whether every thread of the run's processes is blocked and none has used the CPU over `POLLS` polls.

    On Linux progress is the scheduler's own count of nanoseconds and of turns, so a thread that wakes up for a moment
    counts as active; a thread that sleeps on a timer counts as idle. Elsewhere it is CPU time as `ps` prints it.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lock = threading.Lock()
        self._last: object = None
        self._same = 0
        self._next = 0.0

    def reset(self) -> None:
        """Forgets what was seen: a new command is on its way."""
        with self._lock:
            self._last = None
            self._same = 0

    def alone(self) -> bool:
        """True when one blocked thread is all that is left of the run. After a call that is the subject's own, which
        waits for the judge: it does nothing by itself, so one look proves it. Linux; elsewhere always false."""
        state = _fingerprint(self._tree) if sys.platform == "linux" else None
        return isinstance(state, tuple) and len(state) == 1

    def idle(self) -> bool:
        """Takes one poll, at most one each `INTERVAL` seconds; true when `POLLS` found the same blocked state."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                time.sleep(self._next - now)
            self._next = time.monotonic() + INTERVAL
            state = _fingerprint(self._tree)
            if state is not None and state == self._last:
                self._same += 1
            else:
                self._same = 0
            self._last = state
            return state is not None and self._same >= POLLS


def _fingerprint(tree: Tree) -> object:
    """The state of all threads, or None while one of them runs."""
    if sys.platform != "linux":
        return _coarse_fingerprint(tree)
    found = []
    for process in tree.alive():
        try:
            threads = os.listdir(f"/proc/{process.pid}/task")  # noqa: PTH208
        except OSError:
            return None
        for thread in threads:
            folder = f"/proc/{process.pid}/task/{thread}"
            try:
                with open(f"{folder}/stat", "rb") as file:
                    stat = file.read()
                with open(f"{folder}/schedstat", "rb") as file:
                    progress = file.read()
            except OSError:
                return None
            fields = stat[stat.rindex(b")") + 2 :].split()
            if fields[0] not in (b"S", b"T", b"t", b"Z", b"X"):
                return None
            found.append((process.pid, thread, progress, fields[11], fields[12]))
    return tuple(sorted(found))


def _coarse_fingerprint(tree: Tree) -> object:
    alive = tree.alive()
    if any(one.state == "R" for one in alive):
        return None
    return tuple(sorted((one.pid, one.cpu) for one in alive))
