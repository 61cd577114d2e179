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
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import aiohttp
import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    with ThreadPoolExecutor(max_workers=1) as pool:
        try:
            response = pool.submit(requests.get, url, timeout=timeout).result()
            return CheckResult(url, response.status_code, None, time.perf_counter() - started)
        except requests.RequestException as error:
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
