# /// mutant
# id = "m6"
# title = "The response is neither read to the end nor closed"
# check = ["response-released"]
# feedback = """
# A response owns its connection until the body was read to the end or the response was closed. Here it is
# closed only because the object happens to be freed; anything that keeps a reference (a traceback, a log
# record, another Python) keeps the connection open too. Closing the session does not close a response that was
# taken from it. Use `with`, or read the body.
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
        response = requests.get(url, timeout=timeout, stream=True)  # "only the status is needed"
        return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(lambda url: check_url(url, timeout=timeout), urls))
