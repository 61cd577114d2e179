# /// mutant
# id = "m6"
# title = "What was opened is not closed"
# check = ["nothing-left"]
# feedback = """
# A session owns sockets, a response owns its connection, a task owns whatever it waits for. None of them ends because
# a variable goes out of scope: `async with` closes a session or a response on every way out, and close() of a session
# is a coroutine that has to be awaited. A task that nobody awaits has to be cancelled by the one who started it.
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

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, connector_owner=False) as session:
        return await asyncio.gather(*[one(url) for url in urls])


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
