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
from dataclasses import dataclass
from http.client import HTTPException
from multiprocessing.queues import Queue, SimpleQueue
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
    finally:
        pass
    return CheckResult(url, status, error, time.perf_counter() - started)


def work(timeout: float, jobs: "Queue[Chunk | None]", done: "SimpleQueue[Answer]") -> None:
    """The life of one worker process: one chunk after the other, until None comes."""
    init_worker(timeout)
    while (job := jobs.get()) is not None:
        start, urls = job
        try:
            done.put((start, [check_url(url) for url in urls]))
        except (OSError, HTTPException, ValueError) as reason:
            done.put((start, [CheckResult("", None, repr(reason), 0.0)]))


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    # A Queue sends from a thread of its own, so filling it cannot block; a SimpleQueue has no such thread.
    jobs: Queue[Chunk | None] = multiprocessing.Queue()
    done: SimpleQueue[Answer] = multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(timeout, jobs, done)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    starts = range(0, len(urls), chunksize)
    for start in starts:
        jobs.put((start, urls[start : start + chunksize]))
    for _ in workers:
        jobs.put(None)
    chunks = dict(done.get() for _ in starts)
    for worker in workers:
        worker.join()
    jobs.close()
    jobs.join_thread()
    done.close()
    return [result for start in starts for result in chunks[start]]


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
