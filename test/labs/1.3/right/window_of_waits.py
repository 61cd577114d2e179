# HEAD requests, and a window of tasks that slides
import asyncio
import sys
import time
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session, url, *, timeout):
    start = time.perf_counter()
    status, error = None, None
    try:
        response = await asyncio.wait_for(session.head(url, allow_redirects=True), timeout)
        status = response.status
        response.release()
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as exc:
        error = type(exc).__name__ + " " + str(exc)
    return CheckResult(url=url, status=status, error=error, elapsed=time.perf_counter() - start)


async def check_all(urls, *, limit=50, timeout=5.0):
    rest = list(reversed(list(enumerate(urls))))
    running = {}
    found = [None] * len(urls)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        while rest or running:
            while rest and len(running) < limit:
                index, url = rest.pop()
                running[asyncio.ensure_future(check_url(session, url, timeout=timeout))] = index
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                found[running.pop(task)] = task.result()
    return found


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
