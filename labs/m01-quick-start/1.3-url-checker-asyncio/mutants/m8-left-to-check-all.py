# /// mutant
# id = "m8"
# title = "The request has no timeout of its own"
# check = ["silence-times-out"]
# feedback = """
# aiohttp waits five minutes for an answer unless told otherwise. ClientTimeout has several limits, and connect or
# sock_connect ends with the connection: a server that accepts and then stays silent is not covered. A limit on
# waiting for the tasks ends your wait, not the requests. Pass `timeout` on to the request, as total or as
# asyncio.timeout around it.
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
        async with session.get(url) as response:
            await response.read()
            return CheckResult(url, response.status, None, time.perf_counter() - started)
    except (aiohttp.ClientError, ValueError) as error:
        return CheckResult(url, None, repr(error), time.perf_counter() - started)


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    slots = asyncio.Semaphore(limit)

    async def one(url: str) -> CheckResult:
        async with slots:
            try:
                async with asyncio.timeout(timeout):
                    return await check_url(session, url, timeout=timeout)
            except TimeoutError:
                return CheckResult(url, None, "timed out", timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        return await asyncio.gather(*[one(url) for url in urls])


def main(urls: Sequence[str]) -> list[CheckResult]:
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(result)
