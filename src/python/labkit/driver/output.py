"""What the learner's processes print: read to the end, kept up to a limit, counted beyond it."""

from __future__ import annotations

import codecs
import os
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

_CHUNK = 1 << 16
_EVENT = 8 << 10

Sink = Callable[[str, str, int], None]
"""Called with stream name, text and dropped bytes; from reader threads, one at a time."""


class Output:
    """Reads the pipes of a process tree. `sink` gets the text, at most `limit` bytes between two `mark`s."""

    def __init__(self, sink: Sink, limit: int) -> None:
        self._sink = sink
        self._limit = limit
        self._lock = threading.Lock()
        self._left = limit
        self._pipes: set[IO[bytes]] = set()
        self._dropped = {"stdout": 0, "stderr": 0}

    def attach(self, stream: str, pipe: IO[bytes]) -> threading.Thread:
        """Starts reading `pipe` until its last writer closes it."""
        with self._lock:
            self._pipes.add(pipe)
        reader = threading.Thread(target=self._read, args=(stream, pipe), name=f"output-{stream}", daemon=True)
        reader.start()
        return reader

    def _read(self, stream: str, pipe: IO[bytes]) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        with pipe:
            if sys.platform == "win32":  # no waiting on pipes there
                while chunk := pipe.read1(_CHUNK):  # type: ignore[attr-defined]
                    with self._lock:
                        self._take(stream, chunk, decoder)
                return
            waiting = select.poll()
            waiting.register(pipe, select.POLLIN | select.POLLHUP)
            while True:
                waiting.poll()
                with self._lock:  # read and handed on in one go, so that `drain` sees all or nothing
                    chunk = os.read(pipe.fileno(), _CHUNK)
                    if not chunk:
                        self._pipes.discard(pipe)
                        return
                    self._take(stream, chunk, decoder)

    def drain(self, seconds: float = 1.0) -> None:
        """Returns when all that was written before this call has been handed on, or after `seconds` of a flood."""
        deadline = time.monotonic() + seconds
        while sys.platform != "win32" and time.monotonic() < deadline:
            with self._lock:
                poll = select.poll()
                for pipe in self._pipes:
                    poll.register(pipe, select.POLLIN)
                if not any(event & select.POLLIN for _, event in poll.poll(0)):
                    return
            time.sleep(0.001)

    def _take(self, stream: str, chunk: bytes, decoder: codecs.IncrementalDecoder) -> None:
        kept = chunk[: self._left]
        self._left -= len(kept)
        self._dropped[stream] += len(chunk) - len(kept)
        text = decoder.decode(kept)
        for start in range(0, len(text), _EVENT):
            self._sink(stream, text[start : start + _EVENT], 0)

    def mark(self) -> None:
        """Ends a section: reports what was dropped in it and starts counting anew."""
        with self._lock:
            for stream, dropped in self._dropped.items():
                if dropped:
                    self._sink(stream, "", dropped)
                self._dropped[stream] = 0
            self._left = self._limit
