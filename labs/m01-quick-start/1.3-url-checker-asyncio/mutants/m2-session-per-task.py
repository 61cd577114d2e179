# /// mutant
# id = "m2"
# title = "A session for each request"
# check = ["connections-reused"]
# feedback = """
# A ClientSession is not a request but a pool of connections with a cookie jar and a connector. Made anew for each
# request, it opens a connection, uses it once and throws it away; over TLS that costs more than the request itself.
# Make one session in check_all, hand it to check_url, and use the one you were handed.
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
        async with slots, aiohttp.ClientSession() as session:
            return await check_url(session, url, timeout=timeout)

    return await asyncio.gather(*[one(url) for url in urls])


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
