# /// mutant
# check = ["silence-times-out"]
# ///
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


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    t0 = time.monotonic()
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as r:
            await r.read()
            return CheckResult(url, r.status, None, time.monotonic() - t0)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as e:
        return CheckResult(url, None, str(e), time.monotonic() - t0)


async def check_all(urls, *, limit=50, timeout=5.0):
    sem = asyncio.Semaphore(limit)

    async def guarded(url):
        async with sem:
            return await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=None)) as session:
        return list(await asyncio.gather(*(guarded(u) for u in urls)))


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
