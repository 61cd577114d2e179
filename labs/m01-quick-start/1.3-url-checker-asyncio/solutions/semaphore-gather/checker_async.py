"""Check many URLs at once on one thread: a task for each URL, a semaphore for all of them, gather for the order."""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    """Request `url` once, through `session`; `timeout` and `elapsed` are in seconds."""
    started = time.perf_counter()
    status = error = None
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as response:
            await response.read()  # to the end: only then can the connection serve another URL
            status = response.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as reason:
        # TimeoutError is no ClientError, and has no text of its own.
        status, error = None, f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `limit` of them at a time, and return the results in the order of `urls`."""
    slots = asyncio.Semaphore(limit)

    async def in_turn(url: str) -> CheckResult:
        async with slots:
            return await check_url(session, url, timeout=timeout)

    # limit=0: the semaphore decides, and not the 100 connections a connector has by default.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        return await asyncio.gather(*map(in_turn, urls))


def main(urls: Sequence[str]) -> list[CheckResult]:
    """Check the URLs from code that is not asynchronous."""
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")
