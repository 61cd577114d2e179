# /// mutant
# id = "m6"
# check = ["response-released"]
# ///
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import urllib3


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as manager:
            answer = manager.request("GET", url, preload_content=False)
            return CheckResult(url, answer.status, None, time.perf_counter() - started)
    except (urllib3.exceptions.HTTPError, ValueError) as problem:
        return CheckResult(url, None, f"{type(problem).__name__}: {problem}", time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
