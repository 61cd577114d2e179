# /// mutant
# id = "m3"
# title = "Results in the order of completion"
# check = ["input-order"]
# feedback = """
# The answers arrive in any order, so a list that grows as they arrive has any order. Sorting afterwards by
# something else (time, name) does not bring the order of the input back. Keep the position with each URL, or
# keep the futures in a list and ask them in that order.
# """
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
    results: list[CheckResult] = []
    slots = threading.BoundedSemaphore(workers)

    def work(url: str) -> None:
        with slots:
            result = check_url(url, timeout=timeout)
        results.append(result)  # append is thread-safe, the order is not the input's

    threads = [threading.Thread(target=work, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
