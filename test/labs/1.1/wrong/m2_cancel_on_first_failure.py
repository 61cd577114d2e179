# /// mutant
# id = "m2"
# check = ["failures-stay-apart"]
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
    response = requests.get(url, timeout=timeout)
    return CheckResult(url, response.status_code, None, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    pool = ThreadPoolExecutor(max_workers=workers)
    futures = [pool.submit(check_url, url, timeout=timeout) for url in urls]
    results = []
    for url, future in zip(urls, futures, strict=True):
        try:
            results.append(future.result())
        except requests.RequestException as error:
            results.append(CheckResult(url, None, str(error), 0.0))
            pool.shutdown(wait=True, cancel_futures=True)
            break
    pool.shutdown()
    return results
