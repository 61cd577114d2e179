# /// mutant
# id = "m4"
# title = "A new pool for each URL"
# check = ["started-once"]
# feedback = """
# A process is a new interpreter with its own imports. Starting one takes longer than most requests. Create the
# pool once, outside every loop, and hand it all the URLs; the workers take one chunk after the other.
# """
# ///
"""Check many URLs at once with processes."""

import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from multiprocessing.queues import SimpleQueue
from urllib.error import HTTPError
from urllib.request import urlopen


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


Chunk = tuple[int, Sequence[str]]
"""Position of the first URL in the input, and the URLs."""
Answer = tuple[int, list[CheckResult]]

_timeout = 5.0


def init_worker(timeout: float) -> None:
    """Prepare this process for `check_url`; `timeout` limits each wait for a server, in seconds."""
    global _timeout
    _timeout = timeout


def check_url(url: str) -> CheckResult:
    """Request `url` once and report what happened."""
    started = time.perf_counter()
    status = error = None
    try:
        with urlopen(url, timeout=_timeout) as response:
            status = response.status
    except HTTPError as answer:
        with answer:  # urllib raises for 404 and 500, but the server did answer
            status = answer.code
    except (OSError, HTTPException, ValueError) as reason:
        error = f"{type(reason).__name__}: {reason}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def work(timeout: float, number: int, url: str, done: "SimpleQueue[Answer]") -> None:
    """The life of one process: a single URL."""
    init_worker(timeout)
    done.put((number, [check_url(url)]))


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    done: SimpleQueue[Answer] = multiprocessing.SimpleQueue()
    starts = range(len(urls))
    chunks: dict[int, list[CheckResult]] = {}
    for first in range(0, len(urls), processes):
        batch = range(first, min(first + processes, len(urls)))
        workers = [multiprocessing.Process(target=work, args=(timeout, n, urls[n], done)) for n in batch]
        for worker in workers:
            worker.start()
        chunks |= dict(done.get() for _ in batch)
        for worker in workers:
            worker.join()
    return [result for start in starts for result in chunks[start]]


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
