# workers that share an iterator; no queue, no semaphore
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


class Directory:
    def __init__(self, limit, timeout):
        self.limit, self.timeout = limit, timeout
        self.results = {}

    async def __aenter__(self):
        self.session = await aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self.limit)).__aenter__()
        return self

    async def __aexit__(self, *exc):
        await self.session.close()

    async def worker(self, feeds):
        for index, url in feeds:
            self.results[index] = await check_url(self.session, url, timeout=self.timeout)

    async def run(self, urls):
        feeds = iter(enumerate(urls))
        await asyncio.gather(*(self.worker(feeds) for _ in range(self.limit)))
        return [self.results[i] for i in range(len(urls))]


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    t0 = time.monotonic()
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=timeout)) as r:
            await r.read()
            return CheckResult(url, r.status, None, time.monotonic() - t0)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as e:
        return CheckResult(url, None, repr(e), time.monotonic() - t0)


async def check_all(urls, *, limit=50, timeout=5.0):
    async with Directory(limit, timeout) as directory:
        return await directory.run(urls)


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
