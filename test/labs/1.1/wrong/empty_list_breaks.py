# /// mutant
# check = ["any-size"]
# ///
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

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
    with ThreadPoolExecutor(max_workers=min(workers, len(urls))) as pool:
        return list(pool.map(partial(check_url, timeout=timeout), urls))
