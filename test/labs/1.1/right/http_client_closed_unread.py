import contextlib
import http.client
import time
import urllib.parse
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
        parts = urllib.parse.urlsplit(url)
        with contextlib.closing(http.client.HTTPConnection(parts.netloc, timeout=timeout)) as connection:
            connection.request("GET", url[url.index(parts.netloc) + len(parts.netloc) :] or "/")
            with connection.getresponse() as response:
                return CheckResult(url, response.status, None, time.perf_counter() - started)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        return CheckResult(url, None, repr(problem), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
