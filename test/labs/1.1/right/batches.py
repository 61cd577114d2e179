# waits for each batch: slower than a pool, but bounded, complete and in order
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
    for first in range(0, len(urls), workers):
        batch = urls[first : first + workers]
        slots: list[CheckResult | None] = [None] * len(batch)

        def work(index: int, url: str, slots: list[CheckResult | None] = slots) -> None:
            slots[index] = check_url(url, timeout=timeout)

        threads = [threading.Thread(target=work, args=item) for item in enumerate(batch)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        results += [slot for slot in slots if slot is not None]
    return results
