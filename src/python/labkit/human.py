"""Event lines for a person in a terminal: quiet, the failing check in full, the summary last."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any, TextIO

_WORDS = {"passed": "passed", "failed": "failed", "setup": "cannot run yet", "inconclusive": "not decided"}
_COLOURS = {"passed": "32", "failed": "31", "setup": "33", "inconclusive": "33"}


def ink(stream: TextIO) -> Callable[[str, str], str]:
    """Colours text by the number of a terminal's colour, where `stream` is one and NO_COLOR is not set."""
    if stream.isatty() and not os.environ.get("NO_COLOR"):
        return lambda text, colour: f"\x1b[{colour}m{text}\x1b[0m"
    return lambda text, colour: text


class Human:
    """Prints events to `stream`, in colour on a terminal unless NO_COLOR is set."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._paint = ink(stream)
        self._titles: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._line_open = False
        self._fleeting = False
        """A line of progress stands there, to be written over."""

    def emit(self, event: str, **fields: Any) -> None:
        with self._lock:
            getattr(self, "_" + event.replace("-", "_"), lambda **_: None)(**fields)
            with contextlib.suppress(OSError):
                self._stream.flush()

    def _print(self, text: str = "") -> None:
        if self._fleeting:
            text = "\r\x1b[K" + text
            self._fleeting = False
        if self._line_open:
            text = "\n" + text
            self._line_open = False
        with contextlib.suppress(OSError):
            self._stream.write(text + "\n")

    def _plan(self, checks: list[dict[str, Any]], **_: Any) -> None:
        self._titles = {one["id"]: one["title"] for one in checks}

    def _output(self, text: str, dropped: int | None = None, **_: Any) -> None:
        if text:
            if not self._line_open:
                self._stream.write("  | ")
            body = text.rstrip("\n").replace("\n", "\n  | ")
            self._stream.write(body)
            self._line_open = True
            if text.endswith("\n"):
                self._stream.write("\n")
                self._line_open = False
        if dropped:
            self._print(f"  | [{dropped:,} more bytes of output left out]")

    def _check_finished(self, check: str, outcome: str, message: str, **rest: Any) -> None:
        self._counts[outcome] = self._counts.get(outcome, 0) + 1
        word = self._paint(f"{_WORDS[outcome]:<14}", _COLOURS[outcome])
        self._print(f"{word} {self._titles.get(check, check)}")
        if outcome == "passed":
            if message != self._titles.get(check):
                self._print(f"{'':<15}{message}")
            return
        place = rest.get("place")
        where = f"{place['file']}:{place['line']}: " if place else ""
        self._print(f"\n  {where}{message}\n")
        if rest.get("expected") is not None and rest.get("actual") is not None:
            self._print(f"    expected  {rest['expected']}\n    got       {rest['actual']}\n")
        for one in rest.get("details") or ():
            self._print(f"    {one}")
        for frame in rest.get("trace") or ():
            self._print(f"    {frame['file']}:{frame['line']}  in {frame['function']}")
        if misconception := rest.get("misconception"):
            self._print(f"\n  {misconception['title']}\n  {misconception['feedback']}")
        self._print()

    def _finding(self, rule: str, message: str, cure: str, place: dict[str, Any], **_: Any) -> None:
        self._print(f"{rule}  {place['file']}:{place['line']}: {message} {cure}")

    def _progress(self, done: int, total: int, label: str, left: float | None = None, **_: Any) -> None:
        rest = f", {left:.0f} s left" if left else ""
        self._print(f"[{done}/{total}{rest}] {label}")

    def _schedule_progress(self, schedules: int, limit: int, **_: Any) -> None:
        if self._stream.isatty() and not self._line_open:
            with contextlib.suppress(OSError):
                self._stream.write(f"\r\x1b[K  {schedules:,} of {limit:,} schedules tried")
            self._fleeting = True

    def _note(self, level: str, text: str, **_: Any) -> None:
        self._print(text if level == "info" else f"{level}: {text}")

    def _done(
        self, outcome: str, seconds: float, message: str | None = None, cancelled: bool | None = None, **_: Any
    ) -> None:
        word = "cancelled" if cancelled else _WORDS[outcome]
        counts = ", ".join(f"{count} {_WORDS[name]}" for name, count in self._counts.items())
        self._print(self._paint(f"{word}{f': {counts}' if counts else ''} in {seconds:.1f} s", _COLOURS[outcome]))
        if message:
            self._print(message)
