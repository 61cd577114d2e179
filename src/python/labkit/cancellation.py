"""Cancelling a run: SIGINT, SIGTERM, SIGHUP, or the end of standard input with `--watch-stdin`."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType


def cancelling_signals() -> set[signal.Signals]:
    """The signals that cancel a run here. SIGHUP (the terminal is closed) only where nobody asked to ignore it."""
    found = {signal.SIGINT, signal.SIGTERM}
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        found.add(signal.SIGHUP)
    return found


class Cancellation:
    """A context manager. `cancel` may be called from any thread; it sets the flag, then calls what was `on_cancel`ed.

    Signal handlers only wake a thread, so that nothing is raised in the middle of other work: whoever waits for the
    learner's program notices because the program is gone.
    """

    def __init__(self) -> None:
        self._flag = threading.Event()
        self._lock = threading.Lock()
        self._actions: list[Callable[[], object]] = []
        self._restore: list[Callable[[], object]] = []

    def __call__(self) -> bool:
        return self._flag.is_set()

    def on_cancel(self, action: Callable[[], object]) -> None:
        """Has `action` called at cancel; at once when it has happened already."""
        with self._lock:
            self._actions.append(action)
        if self._flag.is_set():
            action()

    def cancel(self) -> None:
        self._flag.set()
        with self._lock:
            actions = list(self._actions)
        for one in actions:
            one()

    def __enter__(self) -> Cancellation:
        read, write = socket.socketpair()
        write.setblocking(False)
        previous = signal.set_wakeup_fd(write.fileno(), warn_on_full_buffer=False)
        self._restore.append(lambda: signal.set_wakeup_fd(previous))
        wanted = cancelling_signals()
        for one in wanted:
            old = signal.signal(one, _ignore)
            self._restore.append(lambda one=one, old=old: signal.signal(one, old))  # type: ignore[misc]
        threading.Thread(target=self._signals, args=(read, wanted), name="signals", daemon=True).start()
        self._restore.append(write.close)
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._restore:
            with contextlib.suppress(ValueError, OSError):
                one()

    def watch_stdin(self) -> None:
        """Takes the end of standard input for a cancel. What arrives before is thrown away."""
        threading.Thread(target=self._stdin, name="stdin", daemon=True).start()

    def _signals(self, read: socket.socket, wanted: set[signal.Signals]) -> None:
        with read:
            while data := read.recv(64):
                if wanted & set(data):
                    self.cancel()

    def _stdin(self) -> None:
        with contextlib.suppress(OSError):
            while os.read(sys.stdin.fileno(), 4096):
                pass
        self.cancel()


def _ignore(number: int, frame: FrameType | None) -> None:
    """Python needs a handler for the wake-up to be written."""
