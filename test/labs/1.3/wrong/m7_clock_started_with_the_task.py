# /// mutant
# id = "m7"
# check = ["turn-not-timed"]
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


async def check_url(session, url, *, timeout):
    return await _check(session, url, asyncio.get_running_loop().time() + timeout, None)


async def _check(session, url, deadline, sem):
    t0 = time.monotonic()
    try:
        async with asyncio.timeout_at(deadline):
            if sem is not None:
                await sem.acquire()
            try:
                async with session.get(url) as r:
                    return CheckResult(url, r.status, None, time.monotonic() - t0)
            finally:
                if sem is not None:
                    sem.release()
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as e:
        return CheckResult(url, None, repr(e), time.monotonic() - t0)


async def check_all(urls, *, limit=50, timeout=5.0):
    sem = asyncio.Semaphore(limit)
    deadline = asyncio.get_running_loop().time() + timeout
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        return await asyncio.gather(*(_check(session, u, deadline, sem) for u in urls))


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
