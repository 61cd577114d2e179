import threading
import time
from collections.abc import Sequence
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
    free = threading.Semaphore(workers)
    found: dict[int, CheckResult] = {}

    def work(index: int, url: str) -> None:
        try:
            found[index] = check_url(url, timeout=timeout)
        finally:
            free.release()

    threads = []
    for index, url in enumerate(urls):
        free.acquire()
        thread = threading.Thread(target=work, args=(index, url))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return [found[i] for i in range(len(urls))]
