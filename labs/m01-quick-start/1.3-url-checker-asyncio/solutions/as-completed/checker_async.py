"""Check many URLs at once on one thread: as_completed, which tells of each answer as it comes."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
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
    # Not total=: that would include the wait for a connection, which is this program's queue.
    limits = aiohttp.ClientTimeout(total=None, sock_connect=timeout, sock_read=timeout)
    try:
        async with session.get(url, timeout=limits) as response:
            await response.read()
            status = response.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as reason:
        status, error = None, f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


async def as_they_come(urls: Sequence[str], limit: int, timeout: float) -> AsyncIterator[tuple[int, CheckResult]]:
    """Each place in `urls` with its result, as soon as it is known."""

    async def placed(index: int, url: str) -> tuple[int, CheckResult]:
        return index, await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=limit)) as session:
        tasks = [asyncio.create_task(placed(index, url)) for index, url in enumerate(urls)]
        try:
            for earliest in asyncio.as_completed(tasks):
                yield await earliest
        finally:  # whoever stops listening early does not want the rest
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `limit` of them at a time, and return the results in the order of `urls`."""
    results: dict[int, CheckResult] = {}
    async with aclosing(as_they_come(urls, limit, timeout)) as arriving:
        async for index, result in arriving:
            results[index] = result
    return [results[index] for index in range(len(urls))]


def main(urls: Sequence[str]) -> list[CheckResult]:
    """Check the URLs from code that is not asynchronous."""
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")
