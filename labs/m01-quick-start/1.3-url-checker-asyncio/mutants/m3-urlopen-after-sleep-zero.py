# /// mutant
# id = "m3"
# title = "A call that blocks, in a coroutine"
# check = ["loop-stays-free", "requests-overlap"]
# feedback = """
# async def does not make waiting asynchronous. There is one thread, and it goes to another task only at an await
# whose result is not there yet. requests, urllib, time.sleep and Future.result() of concurrent.futures wait without
# one: the thread stands still, and with it every task, every timeout and every other user of the loop.
# """
# ///
import asyncio
import sys
import time
import urllib.error
import urllib.request
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
    await asyncio.sleep(0)  # "give the others a chance"
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            return CheckResult(url, response.status, None, time.perf_counter() - started)
    except urllib.error.HTTPError as answer:
        return CheckResult(url, answer.code, None, time.perf_counter() - started)
    except (OSError, ValueError) as error:
        return CheckResult(url, None, repr(error), time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    slots = asyncio.Semaphore(limit)

    async def one(url: str) -> CheckResult:
        async with slots:
            return await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        return await asyncio.gather(*[one(url) for url in urls])


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
