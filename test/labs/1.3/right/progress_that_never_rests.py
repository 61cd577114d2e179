# the loop never comes to rest, and the watcher is cancelled without being awaited
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
        return CheckResult(url, None, repr(e), time.monotonic() - t0)


async def check_all(urls, *, limit=50, timeout=5.0):
    sem, done = asyncio.BoundedSemaphore(limit), []

    async def guarded(url):
        async with sem:
            result = await check_url(session, url, timeout=timeout)
        done.append(result)
        return result

    async def progress():
        while True:
            await asyncio.sleep(0.005)
            if len(done) % 1000 == 999:
                print(len(done))

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        watcher = asyncio.create_task(progress())
        try:
            return await asyncio.gather(*map(guarded, urls))
        finally:
            watcher.cancel()


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
