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
    start = time.time()
    try:
        resp = urllib.request.urlopen(url, timeout=timeout)
        body = resp.read()
        assert body is not None
        return CheckResult(url, resp.getcode(), None, time.time() - start)
    except urllib.error.HTTPError as exc:
        return CheckResult(url, exc.code, None, time.time() - start)
    except Exception as exc:
        return CheckResult(url, None, str(exc) or type(exc).__name__, time.time() - start)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    def safe(url: str) -> CheckResult:
        try:
            return check_url(url, timeout=timeout)
        except Exception as exc:
            return CheckResult(url, None, repr(exc), 0.0)

    executor = ThreadPoolExecutor(max_workers=workers)
    try:
        return list(executor.map(safe, urls))
    finally:
        executor.shutdown()
