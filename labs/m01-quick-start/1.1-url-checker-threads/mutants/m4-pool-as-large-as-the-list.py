# /// mutant
# id = "m4"
# title = "`workers` does not bound anything"
# check = ["workers-bound"]
# feedback = """
# The number of requests in flight is the number of threads that may send one. It comes from max_workers, from
# the number of threads you start, or from a semaphore they all share; if `workers` reaches none of them, the
# list's length or a default decides how hard you hit the servers.
# """
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
        response = requests.get(url, timeout=timeout)
        return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=len(urls) or 1) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
