# /// mutant
# id = "m5"
# title = "The request has no timeout of its own"
# check = ["silence-times-out"]
# feedback = """
# Sockets wait forever unless told otherwise, and neither requests nor urllib sets a limit for you. A limit on
# waiting for the future ends your wait, not the request: the thread goes on sitting on the socket. Only a
# timeout passed to the request itself, covering connect and read, ends it.
# """
# ///
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
    started = time.perf_counter()
    try:
        with requests.get(url, timeout=(timeout, None), stream=True) as response:
            return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
