# /// mutant
# id = "m2"
# title = "Relies on a global set in the caller"
# check = ["every-start-method"]
# feedback = """
# A global that check_all assigns is assigned in the caller. Under fork a worker starts as a copy of the caller
# and sees it; under spawn and forkserver, on Windows, on macOS and on Linux from Python 3.14 on, it imports the
# file and sees what the import made. Send the value: as an argument, or through the initializer.
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


_urls: Sequence[str] = ()


def check_number(number: int) -> CheckResult:
    return check_url(_urls[number])


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    global _urls
    _urls = urls
    if not urls:
        return []
    with multiprocessing.Pool(processes, init_worker, (timeout,)) as pool:
        results = pool.map(check_number, range(len(urls)), chunksize)
        pool.close()
        pool.join()  # leaving the block alone would terminate the workers instead of letting them end
    return results


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
