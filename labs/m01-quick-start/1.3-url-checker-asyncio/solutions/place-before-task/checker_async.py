"""Check many URLs at once on one thread: a TaskGroup that takes a place before it starts a task."""

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
    try:
        # The status is all that is wanted. Leaving the block with a body half read costs the connection.
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as response:
            return CheckResult(url, response.status, None, time.perf_counter() - started)
    except (aiohttp.ClientError, TimeoutError, ValueError) as reason:
        return CheckResult(url, None, f"{type(reason).__name__}: {reason}", time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `limit` of them at a time, and return the results in the order of `urls`."""
    places = asyncio.Semaphore(limit)
    tasks = []
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        asyncio.TaskGroup() as group,
    ):
        for url in urls:
            await places.acquire()  # labkit: allow BP2.1 the task that gets this place gives it back
            task = group.create_task(check_url(session, url, timeout=timeout))
            task.add_done_callback(lambda _: places.release())
            tasks.append(task)
    return [task.result() for task in tasks]


def main(urls: Sequence[str]) -> list[CheckResult]:
    """Check the URLs from code that is not asynchronous."""
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")
