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
"""Longest text of an event, in characters; longer ones are cut in the middle."""
MAX_LINE = 900_000
"""Longest line, in bytes. The extension gives up a run with a longer one: texts are cut shorter until it fits."""


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
        """Raises `TypeError` or `ValueError` for what JSON cannot hold; the count has no gap then either."""
        with self._lock:
            data = self._line(event, fields)
            self._seq += 1
            while data and not self._broken:
                try:
                    data = data[os.write(self._descriptor, data) :]
                except OSError:
                    self._broken = True

    def _line(self, event: str, fields: dict[str, Any]) -> bytes:
        """Raises `TypeError` or `ValueError` for what JSON cannot hold; then nothing was written or counted."""
        given = {name: value for name, value in fields.items() if value is not None}
        if event == "output":
            given.setdefault("check", None)
        size = 0
        for longest in (MAX_TEXT, 2_000, 200):
            data = _encoded({"seq": self._seq, "event": event, **{k: _cut(v, longest) for k, v in given.items()}})
            if len(data) <= MAX_LINE:
                return data
            size = size or len(data)
        text = f"a line of the kind {event} was too long to be reported ({size:,} bytes)"
        return _encoded({"seq": self._seq, "event": "note", "level": "warning", "text": text})


def _encoded(message: dict[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def _cut(value: Any, longest: int) -> Any:
    """The value with no text longer than `longest`, and at most 200 texts in a list."""
    if isinstance(value, str) and len(value) > longest:
        middle = f"[... {len(value) - longest:,} characters left out ...]"
        return f"{value[: longest // 2]}\n{middle}\n{value[-longest // 2 :]}"
    if isinstance(value, list):
        texts = len(value) > 200 and isinstance(value[0], str)
        kept = [*value[:199], f"[... {len(value) - 199} more]"] if texts else value
        return [_cut(one, longest) for one in kept]
    if isinstance(value, dict):
        return {name: _cut(one, longest) for name, one in value.items()}
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
