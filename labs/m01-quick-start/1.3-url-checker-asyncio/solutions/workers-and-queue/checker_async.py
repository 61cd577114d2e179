"""Check many URLs at once on one thread: `limit` workers in a TaskGroup, which share one queue."""

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
        async with asyncio.timeout(timeout), session.get(url) as response:
            await response.read()
            status = response.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as reason:
        status, error = None, f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `limit` of them at a time, and return the results in the order of `urls`."""
    jobs: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
    for job in enumerate(urls):
        jobs.put_nowait(job)
    results: dict[int, CheckResult] = {}

    async def work(session: aiohttp.ClientSession) -> None:
        # No other task runs between the question and the get: neither of the two lines awaits anything.
        while not jobs.empty():
            index, url = jobs.get_nowait()
            results[index] = await check_url(session, url, timeout=timeout)

    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=limit)) as session,
        asyncio.TaskGroup() as workers,
    ):
        for _ in range(min(limit, len(urls))):
            workers.create_task(work(session))
    return [results[index] for index in range(len(urls))]


def main(urls: Sequence[str]) -> list[CheckResult]:
    """Check the URLs from code that is not asynchronous."""
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")
