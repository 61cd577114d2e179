# /// mutant
# id = "m5"
# check = ["failures-stay-apart"]
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
    t0 = time.monotonic()
    async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as r:
        return CheckResult(url, r.status, None, time.monotonic() - t0)


async def check_all(urls, *, limit=50, timeout=5.0):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        try:
            return await asyncio.gather(*(check_url(session, u, timeout=timeout) for u in urls))
        except aiohttp.ClientError as e:
            return [CheckResult(u, None, repr(e), 0.0) for u in urls]


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
