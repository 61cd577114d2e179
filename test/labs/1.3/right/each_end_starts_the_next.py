# no awaits but one: callbacks start what comes next
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
    found, waiting = {}, iter(list(enumerate(urls)))
    over = asyncio.get_running_loop().create_future()

    def start():
        try:
            index, url = next(waiting)
        except StopIteration:
            return
        task = asyncio.create_task(check_url(session, url, timeout=timeout))
        task.add_done_callback(lambda t: ended(index, t))

    def ended(index, task):
        found[index] = task.result()
        if len(found) == len(urls):
            over.set_result(None)
        else:
            start()

    if not urls:
        return []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=limit)) as session:
        for _ in range(limit):
            start()
        await over
    return [found[i] for i in range(len(urls))]


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
