"""Check many URLs at once with processes: a pipe to each worker, so that a worker that dies is noticed."""

import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from multiprocessing.connection import Connection, wait
from urllib.error import HTTPError
from urllib.request import urlopen


@dataclass(frozen=True)
class CheckResult:
    """What came of one URL: an answer (`status`) or the reason there is none (`error`)."""

    url: str
    status: int | None
    error: str | None
    elapsed: float


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


def work(timeout: float, link: Connection) -> None:
    """The life of one worker process: it answers each list of URLs with their results, until None comes."""
    init_worker(timeout)
    while (urls := link.recv()) is not None:
        link.send([check_url(url) for url in urls])


def check_all(
    urls: Sequence[str], *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0
) -> list[CheckResult]:
    """Check every URL in `processes` worker processes and return the results in the order of `urls`."""
    starts = iter(range(0, len(urls), chunksize))
    results: dict[int, list[CheckResult]] = {}
    at_work: dict[Connection, int] = {}
    workers = []
    for _ in range(processes):
        ours, theirs = multiprocessing.Pipe()
        worker = multiprocessing.Process(target=work, args=(timeout, theirs))
        worker.start()
        theirs.close()  # the worker has its own; while the caller held this one too, a dead worker's pipe would not end
        workers.append(worker)
        _send_next(ours, urls, starts, chunksize, at_work)
    while at_work:
        for link in wait(list(at_work)):
            assert isinstance(link, Connection)
            start = at_work.pop(link)
            try:
                results[start] = link.recv()
            except (EOFError, OSError):
                lost = urls[start : start + chunksize]
                results[start] = [CheckResult(url, None, "the worker died", 0.0) for url in lost]
                link.close()
            else:
                _send_next(link, urls, starts, chunksize, at_work)
    for worker in workers:
        worker.join()
    for start in starts:  # all workers died
        lost = urls[start : start + chunksize]
        results[start] = [CheckResult(url, None, "no worker left", 0.0) for url in lost]
    return [result for start in sorted(results) for result in results[start]]


def _send_next(
    link: Connection, urls: Sequence[str], starts: Iterator[int], chunksize: int, at_work: dict[Connection, int]
) -> None:
    """Give a free worker its next chunk, or tell it that there is none."""
    start = next(starts, None)
    if start is not None:
        at_work[link] = start
    with suppress(OSError):  # a worker that died meanwhile: if it was given a chunk, recv will say so
        link.send(None if start is None else urls[start : start + chunksize])
    if start is None:
        link.close()


def main(urls: Sequence[str]) -> None:
    for result in check_all(urls):
        print(f"{result.elapsed * 1000:8.1f} ms  {result.status or result.error}  {result.url}")


if __name__ == "__main__":
    main(sys.argv[1:])
