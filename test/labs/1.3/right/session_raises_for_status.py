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
    t = time.perf_counter()
    status = error = None
    try:
        async with asyncio.timeout(timeout):
            async with session.get(url, raise_for_status=True, max_redirects=3) as answer:
                status = answer.status
                async for _ in answer.content.iter_chunked(65536):
                    pass
    except aiohttp.ClientResponseError as answered:
        # 404 and the like; redirects without end have the status of the last one
        status, error = answered.status, None
    except Exception as exc:
        status, error = None, f"{exc.__class__.__name__}({exc})"
    return CheckResult(url, status, error, time.perf_counter() - t)


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
