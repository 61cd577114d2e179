# /// mutant
# id = "m6"
# title = "The response is neither read to the end nor closed"
# check = ["response-released"]
# feedback = """
# A response owns its connection until the body was read to the end or the response was closed. Here it is
# closed only because the object happens to be freed; anything that keeps a reference (a traceback, a log
# record, another Python) keeps the connection open too. Closing the session does not close a response that was
# taken from it. Use `with`, or read the body.
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
        response = urllib.request.urlopen(url, timeout=timeout)
        status, error = response.status, None
    except urllib.error.HTTPError as answer:
        status, error = answer.code, None
    except Exception as problem:
        status, error = None, f"{type(problem).__name__}: {problem}"
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
