# /// mutant
# check = ["answer-is-a-result", "requests-overlap", "each-url-once", "connections-reused", "nothing-left"]
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
    return CheckResult(url, 200, None, 0.01)


async def check_all(urls, *, limit=50, timeout=5.0):
    return [CheckResult(url, 200, None, 0.01) for url in urls]


def main(urls):
    return asyncio.run(check_all(urls))


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
