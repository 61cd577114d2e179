# /// mutant
# id = "m2"
# check = ["failures-stay-apart"]
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
        with urllib.request.urlopen(url, timeout=timeout) as response:
            response.read()
            return CheckResult(url, response.status, None, time.perf_counter() - started)
    except urllib.error.HTTPError as answer:
        return CheckResult(url, answer.code, None, time.perf_counter() - started)
    except urllib.error.URLError as error:
        return CheckResult(url, None, str(error.reason), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
