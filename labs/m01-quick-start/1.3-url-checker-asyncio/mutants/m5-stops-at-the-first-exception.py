# /// mutant
# id = "m5"
# title = "One failure takes the others with it"
# check = ["failures-stay-apart"]
# feedback = """
# gather passes the first exception on at once, and a TaskGroup cancels its other tasks first. So an exception that
# leaves check_url reaches beyond its own URL. Catch what can happen where the URL is known: aiohttp.ClientError, and
# TimeoutError, which is not one of them. A result that is an exception object is no CheckResult either.
# """
# ///
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as response:
        await response.read()
        return CheckResult(url, response.status, None, time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    slots = asyncio.Semaphore(limit)

    async def one(url: str) -> CheckResult:
        async with slots:
            return await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        tasks = [asyncio.create_task(one(url)) for url in urls]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [task.result() for task in tasks if not task.cancelled() and task.exception() is None]


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
