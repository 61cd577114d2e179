"""Check many URLs at once on one thread, with asyncio and aiohttp."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


async def check_url(session: aiohttp.ClientSession, url: str, *, timeout: float) -> CheckResult:
    """Request `url` once, through `session`, and report what happened.

    Any HTTP answer is a result with `status` set and `error` None, 404 and 500 included. Where no answer
    came (refused, timed out, not a URL, ...), `status` is None and `error` says why; only a cancellation
    leaves as an exception. `timeout` limits the request, `elapsed` is the time it took; both in seconds.
    """
    raise NotImplementedError("step 1: request one URL")


async def check_all(urls: Sequence[str], *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL and return the results in the order of `urls`.

    While URLs are left, exactly `limit` requests are in flight: a finished one makes room for the next.
    `timeout` is for each request, from the moment it is its turn. All requests share one session. When this
    returns, nothing it opened is open and no task it started is pending.
    """
    raise NotImplementedError("step 2: all at the same time; step 3: `limit` of them")


def main(urls: Sequence[str]) -> list[CheckResult]:
    """Check the URLs from code that is not asynchronous."""
    raise NotImplementedError("step 3: start an event loop, and end it")


if __name__ == "__main__":
    for result in main(sys.argv[1:]):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")
