# not pretty, yet every socket has its timeout
import socket
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
    socket.setdefaulttimeout(timeout)
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(url) as reply:
            reply.read()
            return CheckResult(url, reply.status, None, time.perf_counter() - started)
    except urllib.error.HTTPError as reply:
        with reply:
            return CheckResult(url, reply.code, None, time.perf_counter() - started)
    except Exception as problem:
        return CheckResult(url, None, f"{type(problem).__name__}: {problem}", time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
