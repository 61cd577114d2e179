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
    queue = asyncio.Queue()
    results = {}

    async def worker():
        while True:
            i, url = await queue.get()
            try:
                results[i] = await check_url(session, url, timeout=timeout)
            finally:
                queue.task_done()

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
    try:
        workers = [asyncio.create_task(worker(), name=f"w{n}") for n in range(limit)]
        for item in enumerate(urls):
            await queue.put(item)
        await queue.join()
        for w in workers:
            w.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    finally:
        await session.close()
    return [results[i] for i in sorted(results)]


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
