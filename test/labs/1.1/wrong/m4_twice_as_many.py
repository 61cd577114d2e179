# /// mutant
# id = "m4"
# check = ["workers-bound"]
# ///
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

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
    halves = (urls[::2], urls[1::2])
    results: dict[int, CheckResult] = {}

    def check(offset: int) -> None:
        with ThreadPoolExecutor(max_workers=workers) as pool:
            for place, result in enumerate(pool.map(partial(check_url, timeout=timeout), halves[offset])):
                results[2 * place + offset] = result

    threads = [threading.Thread(target=check, args=(offset,)) for offset in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[index] for index in range(len(urls))]
