"""Check many URLs at once with threads."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    """Request `url` once and report what happened.

    Any HTTP answer is a result with `status` set and `error` None, 404 and 500 included. Where no answer
    came (refused, timed out, not a URL, ...), `status` is None and `error` says why; no exception leaves.
    `timeout` limits each wait for the server, `elapsed` is the time the check took; both in seconds.
    """
    raise NotImplementedError("step 1: request one URL")


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `workers` of them at a time, and return the results in the order of `urls`.

    A URL that occurs twice is checked twice. When this returns, no thread and no connection is left.
    """
    raise NotImplementedError("step 1: one thread per URL; step 2: a pool of workers")


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
