# /// mutant
# id = "m6"
# check = ["response-released"]
# ///
import socket
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
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sock = socket.create_connection((parts.hostname, parts.port or 80), timeout=timeout)
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode("ascii"))
        status = int(sock.recv(4096).split(b" ", 2)[1])
        return CheckResult(url, status, None, time.perf_counter() - started)
    except (OSError, ValueError, IndexError) as error:
        return CheckResult(url, None, f"{type(error).__name__}: {error}", time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
