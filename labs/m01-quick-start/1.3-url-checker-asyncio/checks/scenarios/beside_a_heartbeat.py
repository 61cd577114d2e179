"""Awaits the learner's coroutine while another task of the same event loop asks for URLs of its own."""

from typing import Any

import aiohttp
import checker_async
from labkit.subject.heartbeat import heartbeat


async def scenario(urls: list[str], *, beats: list[str], timeout: float, at_once: int | None = None) -> list[Any]:
    """With `at_once`: check_all, with this limit. Without: check_url, for the one URL there is."""
    async with heartbeat(*beats):
        if at_once is not None:
            return await checker_async.check_all(urls, limit=at_once, timeout=timeout)
        async with aiohttp.ClientSession() as session:
            return [await checker_async.check_url(session, urls[0], timeout=timeout)]
