"""Event lines: one JSON object a line on the judge's standard output. The other half is `src/contract/events.ts`."""

from __future__ import annotations

import json
import os
import platform
import sys
import threading
from typing import Any, Protocol

VERSION = 3
MAX_TEXT = 16_000
"""Longest text of one field, in characters; longer ones are cut in the middle, so that a line stays under 64 KB."""


class Reporter(Protocol):
    """Takes events without `seq`. Called from any thread."""

    def emit(self, event: str, **fields: Any) -> None: ...


class JsonLines:
    """Writes events to a file descriptor, numbered without a gap. A reader that is gone is not an error."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()
        self._seq = 0
        self._broken = False

    def emit(self, event: str, **fields: Any) -> None:
        with self._lock:
            message = {"seq": self._seq, "event": event, **{k: _cut(v) for k, v in fields.items() if v is not None}}
            if event == "output":
                message.setdefault("check", None)
            self._seq += 1
            data = json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
            while data and not self._broken:
                try:
                    data = data[os.write(self._descriptor, data) :]
                except OSError:
                    self._broken = True


def _cut(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        middle = f"[... {len(value) - MAX_TEXT:,} characters left out ...]"
        return f"{value[: MAX_TEXT // 2]}\n{middle}\n{value[-MAX_TEXT // 2 :]}"
    if isinstance(value, list) and len(value) > 200:
        return [*value[:199], f"[... {len(value) - 199} more]"] if isinstance(value[0], str) else value
    return value


def machine() -> dict[str, Any]:
    """Who runs: the `machine` of a `hello` event."""
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "gil": bool(gil),
        "system": f"{platform.system()} {platform.release()}",
        "cores": os.cpu_count() or 0,
    }
