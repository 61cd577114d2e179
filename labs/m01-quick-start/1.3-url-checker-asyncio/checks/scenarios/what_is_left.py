"""Awaits the learner's coroutine and says what of aiohttp's it left open.

CPython frees an object with its last reference, and some close what they hold when they are freed. Here every session,
connector and response stays referenced until the question is answered, so only closing and releasing count.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import aiohttp
import checker_async


async def scenario(urls: list[str], *, timeout: float, at_once: int | None = None) -> dict[str, Any]:
    """With `at_once`: check_all, with this limit. Without: check_url for one URL after the other, with a session of the
    scenario's.

    Returns how many sessions, connectors and responses the learner's code made, and how many were still open.
    """
    made: dict[str, list[Any]] = {}
    async with contextlib.AsyncExitStack() as stack:
        session = None if at_once is not None else await stack.enter_async_context(aiohttp.ClientSession())
        for kind in (aiohttp.ClientSession, aiohttp.BaseConnector, aiohttp.ClientResponse):
            made[kind.__name__] = stack.enter_context(_remembered(kind))
        if at_once is not None:
            await checker_async.check_all(urls, limit=at_once, timeout=timeout)
        else:
            for url in urls:
                await checker_async.check_url(session, url, timeout=timeout)
        return {name: [len(all_), sum(not one.closed for one in all_)] for name, all_ in made.items()}


@contextlib.contextmanager
def _remembered(kind: type[Any]) -> Iterator[list[Any]]:
    """Inside the block, every new object of `kind` is kept in the list."""
    original, seen = kind.__init__, []

    def remembering(self: Any, *args: Any, **kwargs: Any) -> None:
        seen.append(self)
        original(self, *args, **kwargs)

    kind.__init__ = remembering
    try:
        yield seen
    finally:
        kind.__init__ = original
