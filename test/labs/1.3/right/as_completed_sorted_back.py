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
    lock = asyncio.Semaphore(limit)
    out = []
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.TCPConnector(limit=10_000, ttl_dns_cache=300) as connector:
        async with aiohttp.ClientSession(connector=connector, connector_owner=False, cookie_jar=jar) as session:

            async def numbered(n, url):
                await lock.acquire()
                try:
                    return n, await check_url(session, url, timeout=timeout)
                finally:
                    lock.release()

            for coro in asyncio.as_completed([numbered(n, u) for n, u in enumerate(urls)]):
                out.append(await coro)
    return [result for _, result in sorted(out, key=lambda pair: pair[0])]


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
