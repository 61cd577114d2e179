# /// mutant
# id = "m3"
# check = ["input-order"]
# ///
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
    lock = threading.Lock()
    pending = list(urls)
    results: list[CheckResult] = []

    def worker() -> None:
        while True:
            with lock:
                if not pending:
                    return
                url = pending.pop(0)
            result = check_url(url, timeout=timeout)
            with lock:
                results.append(result)

    threads = [threading.Thread(target=worker) for _ in range(min(workers, len(urls)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
