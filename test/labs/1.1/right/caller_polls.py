# the calling thread never comes to rest
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
        response = requests.get(url, timeout=timeout)
        return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    results: dict[int, CheckResult] = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for index, url in enumerate(urls):
            pool.submit(lambda i=index, u=url: results.update({i: check_url(u, timeout=timeout)}))
        while len(results) < len(urls):
            time.sleep(0.005)
    return [results[index] for index in sorted(results)]
