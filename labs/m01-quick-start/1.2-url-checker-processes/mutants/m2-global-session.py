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

    session: requests.Session | None = None
    timeout: float = 5.0


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
        assert _Worker.session is not None
        status = _Worker.session.get(url, timeout=_Worker.timeout).status_code
    except (requests.RequestException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    init_worker(timeout)
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(check_url, urls, chunksize=chunksize))


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
