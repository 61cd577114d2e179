# asks for the head only; the pool winds down while the results are read
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    try:
        response = requests.head(url, timeout=timeout, allow_redirects=True)
        return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    pool = ThreadPoolExecutor(max_workers=workers)
    futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
    pool.shutdown(wait=False)
    return [future.result() for future in futures]
