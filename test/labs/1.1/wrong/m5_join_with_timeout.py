# /// mutant
# id = "m5"
# check = ["silence-times-out"]
# note = "returns in time, but the request and its thread go on"
# ///
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    outcome: list[CheckResult] = []
    started = time.perf_counter()

    def ask() -> None:
        try:
            response = requests.get(url)
            outcome.append(CheckResult(url, response.status_code, None, time.perf_counter() - started))
        except requests.RequestException as error:
            outcome.append(CheckResult(url, None, str(error), time.perf_counter() - started))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout)
    return outcome[0] if outcome else CheckResult(url, None, "timed out", time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
