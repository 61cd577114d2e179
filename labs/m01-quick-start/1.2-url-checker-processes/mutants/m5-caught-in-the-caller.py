# /// mutant
# id = "m5"
# title = "A worker's exception comes back without its URL"
# check = ["failure-keeps-url"]
# feedback = """
# An exception that leaves a worker is pickled and raised again in the caller, where nothing says which URL it
# belongs to, and the results of its chunk, or of the whole map, are gone. Catch it in the worker, where the URL
# is at hand, and return a result.
# """
# ///
"""Check many URLs at once with processes."""

import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


class _Worker:
    """What a worker process keeps between URLs."""

    session: requests.Session
    timeout: float


def init_worker(timeout: float) -> None:
    """Give this process a session of its own; `timeout` limits each wait for a server, in seconds."""
    _Worker.session = requests.Session()
    _Worker.timeout = timeout


def check_url(url: str) -> CheckResult:
    """Request `url` once, over this worker's session, and report what happened."""
    started = time.perf_counter()
    status = _Worker.session.get(url, timeout=_Worker.timeout).status_code
    return CheckResult(url, status, None, time.perf_counter() - started)


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    spawn = multiprocessing.get_context("spawn")  # the same start on every system, whatever its default
    results = []
    with ProcessPoolExecutor(processes, spawn, init_worker, (timeout,)) as pool:
        answers = pool.map(check_url, urls, chunksize=chunksize)
        while True:
            try:
                results.append(next(answers))
            except StopIteration:
                return results
            except (requests.RequestException, ValueError) as reason:
                results.append(CheckResult("?", None, str(reason), 0.0))


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
