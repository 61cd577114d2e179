import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
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
        with requests.get(url, timeout=(timeout, timeout), headers={"User-Agent": "link-check"}) as response:
            return CheckResult(url, response.status_code, None, response.elapsed.total_seconds())
    except (requests.RequestException, UnicodeError) as error:
        return CheckResult(url, None, type(error).__name__, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=max(1, min(workers, len(urls)))) as pool:
        futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
        wait(futures)
    return [future.result() for future in futures]
