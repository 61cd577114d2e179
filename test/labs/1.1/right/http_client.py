# follows no redirects: a 302 is an answer
import http.client
import threading
import time
import urllib.parse
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def _fetch(url: str, timeout: float) -> int:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"not an http URL: {url!r}")
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    try:
        path = urllib.parse.quote(parts.path or "/", safe="/%")
        query = urllib.parse.quote(parts.query, safe="=&%")
        connection.request("GET", path + ("?" + query if query else ""))
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.monotonic()
    status = error = None
    try:
        status = _fetch(url, timeout)
    except Exception as problem:
        error = f"{type(problem).__name__}: {problem}"
    return CheckResult(url, status, error, time.monotonic() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    jobs = deque(enumerate(urls))
    results = {}
    lock = threading.Lock()

    def run() -> None:
        while True:
            with lock:
                if not jobs:
                    return
                index, url = jobs.popleft()
            result = check_url(url, timeout=timeout)
            with lock:
                results[index] = result

    crew = [threading.Thread(target=run) for _ in range(workers)]
    for member in crew:
        member.start()
    for member in crew:
        member.join()
    return [results[i] for i in range(len(urls))]
