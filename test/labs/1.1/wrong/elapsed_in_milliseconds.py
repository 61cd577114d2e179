# /// mutant
# check = ["elapsed-measured"]
# ///
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
        status, error = requests.get(url, timeout=timeout).status_code, None
    except requests.RequestException as problem:
        status, error = None, str(problem)
    return CheckResult(url, status, error, (time.perf_counter() - started) * 1000)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
