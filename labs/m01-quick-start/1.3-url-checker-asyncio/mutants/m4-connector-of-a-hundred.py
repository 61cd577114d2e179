# /// mutant
# id = "m4"
# title = "`limit` does not decide how many requests are in flight"
# check = ["limit-bound"]
# feedback = """
# Every task that has sent its request and waits for the answer is in flight. What holds task number limit + 1 back
# has to be one thing that all tasks share: one semaphore, `limit` workers, or the slots of one connector. A connector
# opens 100 connections unless told otherwise, and a group that starts and ends together leaves places empty until its
# slowest member is done.
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
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as response:
            await response.read()
            return CheckResult(url, response.status, None, time.perf_counter() - started)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return CheckResult(url, None, repr(error), time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    slots = asyncio.Semaphore(limit)

    async def one(url: str) -> CheckResult:
        async with slots:
            return await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[one(url) for url in urls])


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
