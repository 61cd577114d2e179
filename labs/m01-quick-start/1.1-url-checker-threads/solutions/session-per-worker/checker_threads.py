"""Check many URLs at once: each worker keeps its connections open between requests."""

import sys
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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
    with requests.Session() as session:
        return _check(session, url, timeout)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `workers` of them at a time, and return the results in the order of `urls`."""
    jobs = deque(enumerate(urls))

    def work() -> dict[int, CheckResult]:
        done: dict[int, CheckResult] = {}
        # A session is not promised to be thread-safe, so each worker has its own, and closes it.
        with requests.Session() as session:
            while True:
                try:
                    index, url = jobs.popleft()
                except IndexError:
                    return done
                done[index] = _check(session, url, timeout)

    results: dict[int, CheckResult] = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in [pool.submit(work) for _ in range(min(workers, len(urls)))]:
            results |= future.result()
    return [results[index] for index in range(len(urls))]


def _check(session: requests.Session, url: str, timeout: float) -> CheckResult:
    started = time.perf_counter()
    status = error = None
    try:
        # Read to the end (no stream=True): only then can the connection serve the next URL.
        status = session.get(url, timeout=timeout).status_code
    except (requests.RequestException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
