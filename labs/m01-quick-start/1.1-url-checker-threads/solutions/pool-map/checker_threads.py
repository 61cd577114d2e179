"""Check many URLs at once: `ThreadPoolExecutor.map`."""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import requests


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    """Request `url` once and report what happened; `timeout` and `elapsed` are in seconds."""
    started = time.perf_counter()
    status = error = None
    try:
        # The status is all that is wanted: leaving the block closes the response, and the body is never downloaded.
        with requests.get(url, timeout=timeout, stream=True) as response:
            status = response.status_code
    except (requests.RequestException, ValueError) as reason:
        # ValueError: a few malformed host names get past requests' own wrapping.
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `workers` of them at a time, and return the results in the order of `urls`."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(partial(check_url, timeout=timeout), urls))


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
