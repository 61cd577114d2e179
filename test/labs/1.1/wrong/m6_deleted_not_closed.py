# /// mutant
# id = "m6"
# check = ["response-released"]
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
        status, error = response.getcode(), None
        del response
    except urllib.error.HTTPError as answer:
        status, error = answer.code, None
    except Exception as problem:
        status, error = None, str(problem) or repr(problem)
    return CheckResult(url, status, error, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
