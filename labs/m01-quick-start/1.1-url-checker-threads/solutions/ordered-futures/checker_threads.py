"""Check many URLs at once: futures kept in input order, the standard library alone."""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen


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
        with urlopen(url, timeout=timeout) as response:
            status = response.status
    except HTTPError as answer:
        # urllib raises for 404 and 500, but the server did answer; the exception holds the open response.
        with answer:
            status = answer.code
    except (OSError, HTTPException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `workers` of them at a time, and return the results in the order of `urls`."""
    with ThreadPoolExecutor(max_workers=workers) as pool:
        # Two passes: all are submitted before the first result is asked for.
        futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
        return [future.result() for future in futures]


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
