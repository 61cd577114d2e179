# /// mutant
# id = "m3"
# title = "No guard around the script part"
# check = ["runs-as-program"]
# feedback = """
# Under spawn every worker imports the file. What stands at its top level runs there too: the worker starts
# workers of its own, and Python stops it. Call main(sys.argv[1:]) behind the guard that compares __name__ with
# the name of the main program.
# """
# ///
"""Check many URLs at once with processes."""

import multiprocessing
import sys
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


_timeout = 5.0
"""Of this process. Each worker gets its own copy of the module, and init_worker sets its own timeout."""


def init_worker(timeout: float) -> None:
    """Prepare this process for `check_url`; `timeout` limits each wait for a server, in seconds."""
    global _timeout
    _timeout = timeout


def check_url(url: str) -> CheckResult:
    """Request `url` once and report what happened. A failure becomes a result here, where its URL is known."""
    started = time.perf_counter()
    status = error = None
    try:
        with requests.get(url, timeout=_timeout, stream=True) as response:
            status = response.status_code
    except (requests.RequestException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    if not urls:
        return []
    with multiprocessing.Pool(processes, init_worker, (timeout,)) as pool:
        results = pool.map(check_url, urls, chunksize)
        pool.close()
        pool.join()  # leaving the block alone would terminate the workers instead of letting them end
    return results


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


main(sys.argv[1:])
