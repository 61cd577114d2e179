"""A gate holds requests until the test lets them through, so overlap is shown by arrival and not by time."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from .journal import Entry, Journal

_LOOK_AGAIN = 0.02
"""Seconds between two questions whether the subject is idle. Nothing announces that, so it is asked."""


class Gate:
    """Requests for `/gate/NAME/...` wait here. Usable from any thread; made by `Web.gate`."""

    def __init__(
        self, name: str, base: str, journal: Journal, loop: asyncio.AbstractEventLoop, settled: Callable[[], bool]
    ) -> None:
        self.name = name
        self._base = base
        self._journal = journal
        self._loop = loop
        self._settled = settled
        self._waiting: deque[tuple[Entry, asyncio.Future[None]]] = deque()
        self._open = False
        self._peak = 0

    def url(self, number: int = 0, **options: str | int) -> str:
        """A URL held at this gate; another `number`, another URL.

        Options: `status` (200), `bytes` (length of the body), `at="body"` (hold after the head and half of the body).
        """
        query = f"?{urlencode(options)}" if options else ""
        return f"{self._base}/gate/{quote(self.name, safe='')}/{number}{query}"

    @property
    def held(self) -> int:
        """Requests waiting now. A request whose client left no longer waits."""
        with self._journal.changed:
            return len(self._waiting)

    @property
    def peak(self) -> int:
        """Most requests that waited at once."""
        with self._journal.changed:
            return self._peak

    @property
    def is_open(self) -> bool:
        with self._journal.changed:
            return self._open

    def wait_for(self, count: int, limit: float = 10.0) -> int:
        """Wait until `count` requests are held, the subject can send no more, or `limit` seconds passed.

        Returns how many are held. Without an `idle` question (see Web) only the limit ends a wait in vain.
        """
        return self._wait(lambda: len(self._waiting) >= count, limit)

    def settle(self, limit: float = 10.0) -> int:
        """Wait until the subject can send no more requests, and return how many are held.

        Proves an absence: the subject is idle, and every request in flight waits here or for its client.
        Without an `idle` question it waits the whole limit.
        """
        return self._wait(lambda: False, limit)

    def open(self) -> None:
        """Let all requests through, now and later."""
        with self._journal.changed:
            self._open = True
            self._let_through(len(self._waiting))

    def release(self, count: int = 1) -> int:
        """Let the `count` requests that have waited longest through. Returns how many there were."""
        with self._journal.changed:
            return self._let_through(count)

    async def hold(self, entry: Entry) -> None:
        """The server's side: return when this request may go on."""
        future: asyncio.Future[None] = self._loop.create_future()
        with self._journal.changed:
            if self._open:
                return
            self._waiting.append((entry, future))
            self._peak = max(self._peak, len(self._waiting))
            self._journal.wait(entry, "gate")
        try:
            await future
        finally:
            with self._journal.changed:
                if (entry, future) in self._waiting:
                    self._waiting.remove((entry, future))
                    self._journal.wait(entry, None)

    def _let_through(self, count: int) -> int:
        chosen = [self._waiting.popleft() for _ in range(min(count, len(self._waiting)))]
        for entry, future in chosen:
            self._journal.wait(entry, None)
            self._loop.call_soon_threadsafe(_go_on, future)
        return len(chosen)

    def _wait(self, enough: Callable[[], bool], limit: float) -> int:
        journal = self._journal
        deadline = time.monotonic() + limit
        while True:
            with journal.changed:
                left = deadline - time.monotonic()
                if enough() or left <= 0:
                    return len(self._waiting)
                seen = journal.version
            if self._settled():
                with journal.changed:
                    return len(self._waiting)
            with journal.changed:
                if journal.version == seen:
                    journal.changed.wait(min(left, _LOOK_AGAIN))


def _go_on(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
