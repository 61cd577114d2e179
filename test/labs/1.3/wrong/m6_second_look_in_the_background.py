# /// mutant
# id = "m6"
# check = ["nothing-left"]
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
        return CheckResult(url, None, repr(e), time.monotonic() - t0)


async def look_again_later(failed):
    await asyncio.sleep(60)
    print("still failing:", failed)


later = set()


async def check_all(urls, *, limit=50, timeout=5.0):
    sem = asyncio.Semaphore(limit)

    async def guarded(url):
        async with sem:
            return await check_url(session, url, timeout=timeout)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        results = await asyncio.gather(*(guarded(u) for u in urls))
    if failed := [r.url for r in results if r.error]:
        later.add(asyncio.create_task(look_again_later(failed)))
    return results


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
