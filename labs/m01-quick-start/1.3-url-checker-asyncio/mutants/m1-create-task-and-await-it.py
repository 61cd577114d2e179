# /// mutant
# id = "m1"
# title = "The await stands inside the loop"
# check = ["requests-overlap"]
# feedback = """
# await means: this coroutine goes on when the thing awaited is finished. It starts nothing beside itself. Where each
# await is followed by the next turn of a loop, the second request starts when the first one is answered, and one
# coroutine after the other is all the loop has to run. Make tasks of all of them first (gather, a TaskGroup), then
# wait.
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
    results = []
    slots = asyncio.Semaphore(limit)
    async with aiohttp.ClientSession() as session:
        for url in urls:
            async with slots:
                task = asyncio.create_task(check_url(session, url, timeout=timeout))
                results.append(await task)
    return results


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
