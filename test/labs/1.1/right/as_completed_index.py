import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    t0 = time.perf_counter()
    try:
        r = requests.get(url, timeout=timeout, stream=True)
        try:
            status = r.status_code
        finally:
            r.close()
    except Exception as e:
        return CheckResult(url, None, f"{e.__class__.__name__}: {e}", time.perf_counter() - t0)
    return CheckResult(url, status, None, time.perf_counter() - t0)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    ordered: list[CheckResult | None] = [None] * len(urls)
    with ThreadPoolExecutor(max_workers=workers) as ex:
        index_of = {ex.submit(check_url, u, timeout=timeout): i for i, u in enumerate(urls)}
        for fut in as_completed(index_of):
            ordered[index_of[fut]] = fut.result()
    return ordered
