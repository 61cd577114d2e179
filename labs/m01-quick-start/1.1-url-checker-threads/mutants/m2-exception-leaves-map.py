# /// mutant
# id = "m2"
# title = "One failing URL takes results with it"
# check = ["failures-stay-apart"]
# feedback = """
# An exception does not stay with the URL that caused it: it leaves the function, and in check_all it leaves the
# whole list behind, or it ends the thread that still had other URLs to do. check_url is the last place that
# knows the URL, so every failure has to become a CheckResult there.
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
    response = requests.get(url, timeout=timeout)
    return CheckResult(url, response.status_code, None, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
