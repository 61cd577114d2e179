"""Check many URLs at once: a fixed set of threads that share one queue."""

import queue
import sys
import threading
import time
from collections.abc import Sequence
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
    started = time.perf_counter()
    status = error = None
    try:
        status = requests.get(url, timeout=timeout).status_code  # without stream=True the body is read here
    except (requests.RequestException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    """Check every URL, `workers` of them at a time, and return the results in the order of `urls`."""
    results: dict[int, CheckResult] = {}
    jobs: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
    for job in enumerate(urls):
        jobs.put(job)

    def work() -> None:
        while True:
            try:
                index, url = jobs.get_nowait()
            except queue.Empty:
                return  # nothing is added after the start, so empty means done
            results[index] = check_url(url, timeout=timeout)

    threads = [threading.Thread(target=work, name=f"checker-{n}") for n in range(min(workers, len(urls)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[index] for index in range(len(urls))]


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
