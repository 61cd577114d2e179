"""Notices what no scheduler can order: processes, sockets, threads that were started past the model."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from labkit.explore.engine.outcome import Uncontrolled
from labkit.explore.engine.workers import Worker

_WORDS = {
    "subprocess.Popen": "starts a process", "os.system": "starts a process", "os.fork": "starts a process",
    "os.forkpty": "starts a process", "os.posix_spawn": "starts a process", "os.exec": "replaces this process",
    "socket.connect": "uses a real socket", "socket.bind": "uses a real socket",
    "socket.getaddrinfo": "uses the network", "_thread.start_new_thread": "starts a thread past the model",
    "_thread.start_joinable_thread": "starts a thread past the model", "time.sleep": "sleeps in real time",
    "os.kill": "sends a signal", "os.killpg": "sends a signal", "signal.pthread_kill": "sends a signal",
    "builtins.input": "waits for input", "ctypes.dlopen": "calls into a C library",
}  # fmt: skip

_watching: list[Outside] = []
_installed: list[bool] = []


class Outside:
    """While entered, an event of this kind from the program's own lines raises `Uncontrolled` there and is kept in
    `seen`. An audit hook cannot be taken away, so there is one for the process and it sleeps outside."""

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self.seen: str | None = None

    def __enter__(self) -> Outside:
        if not _installed:
            _installed.append(True)
            sys.addaudithook(_audit)
        _watching.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _watching.remove(self)

    def notice(self, words: str) -> None:
        """Raises, if a line of the program is behind it."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                name = frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
                self.seen = self.seen or f"{name}:{frame.f_lineno} {words}"
                raise Uncontrolled(self.seen)
            frame = frame.f_back


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if not _watching or event not in _WORDS:
        return
    if event.startswith("_thread.") and args and isinstance(getattr(args[0], "__self__", None), Worker):
        return
    for outside in list(_watching):
        outside.notice(_WORDS[event])
