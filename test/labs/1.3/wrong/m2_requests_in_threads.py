# /// mutant
# id = "m2"
# check = ["connections-reused"]
# ///
import asyncio
import sys
import time
from dataclasses import dataclass

import aiohttp
import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session, url, *, timeout):
    t0 = time.monotonic()
    try:
        response = await asyncio.to_thread(requests.get, url, timeout=timeout)
        return CheckResult(url, response.status_code, None, time.monotonic() - t0)
    except (requests.RequestException, ValueError) as e:
        return CheckResult(url, None, repr(e), time.monotonic() - t0)


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
