# /// mutant
# id = "m1"
# check = ["requests-overlap"]
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


class Check(threading.Thread):
    def __init__(self, url: str, timeout: float) -> None:
        super().__init__()
        self.url, self.timeout = url, timeout
        self.result: CheckResult | None = None

    def run(self) -> None:
        self.result = check_url(self.url, timeout=self.timeout)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    checks = [Check(url, timeout) for url in urls]
    for check in checks:
        check.run()
    return [check.result for check in checks]
