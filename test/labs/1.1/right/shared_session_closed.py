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


def _check(session: requests.Session, url: str, timeout: float) -> CheckResult:
    started = time.perf_counter()
    try:
        with session.get(url, timeout=timeout) as response:
            return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as exc:
        return CheckResult(url, None, str(exc), time.perf_counter() - started)


def check_url(url: str, *, timeout: float) -> CheckResult:
    with requests.Session() as session:
        return _check(session, url, timeout)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with requests.Session() as session:
        adapter = requests.adapters.HTTPAdapter(pool_connections=workers, pool_maxsize=workers)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        with ThreadPoolExecutor(max_workers=workers) as pool:
            return list(pool.map(lambda url: _check(session, url, timeout), urls))
