# /// mutant
# id = "m5"
# title = "The request has no timeout of its own"
# check = ["silence-times-out"]
# feedback = """
# Sockets wait forever unless told otherwise, and neither requests nor urllib sets a limit for you. A limit on
# waiting for the future ends your wait, not the request: the thread goes on sitting on the socket. Only a
# timeout passed to the request itself, covering connect and read, ends it.
# """
# ///
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(url) as response:
            status, error = response.status, None
    except urllib.error.HTTPError as answer:
        status, error = answer.code, None
    except Exception as problem:
        status, error = None, repr(problem)
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    pool = ThreadPoolExecutor(max_workers=workers)
    futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
    results = []
    for url, future in zip(urls, futures, strict=True):
        try:
            results.append(future.result(timeout=timeout))
        except TimeoutError:
            results.append(CheckResult(url, None, "timed out", timeout))
    pool.shutdown(wait=False)
    return results
