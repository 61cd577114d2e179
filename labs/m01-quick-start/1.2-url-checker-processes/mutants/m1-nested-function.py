# /// mutant
# id = "m1"
# title = "A session or a lambda is sent to the workers"
# check = ["same-results", "small-messages"]
# feedback = """
# Functions travel between processes as names, objects as pickled contents. A lambda has no name that a worker
# could import, and a session is a bag of settings and connections: what arrives is a copy without connections,
# for kilobytes with each chunk. Let each worker make what it needs, once, in its initializer, and send only
# strings and numbers.
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
    status = error = None
    try:
        # Read to the end (no stream=True): only then can the connection serve this worker's next URL.
        status = _Worker.session.get(url, timeout=_Worker.timeout).status_code
    except (requests.RequestException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    spawn = multiprocessing.get_context("spawn")  # the same start on every system, whatever its default

    def check(url: str) -> CheckResult:
        return check_url(url)

    with ProcessPoolExecutor(processes, spawn, init_worker, (timeout,)) as pool:
        return list(pool.map(check, urls, chunksize=chunksize))


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
