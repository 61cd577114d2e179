# /// mutant
# id = "m1"
# title = "The wait stands inside the loop"
# check = ["requests-overlap"]
# feedback = """
# result(), join() and a plain call wait for the one piece of work they are about. Where the wait stands in the
# loop that starts the work, the next piece starts only when this one is finished: the threads exist, but one
# works while the others have not begun. Start all of them first, then wait.
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

    def work(url: str) -> None:
        results.append(check_url(url, timeout=timeout))

    for url in urls:
        thread = threading.Thread(target=work, args=(url,))
        thread.start()
        thread.join()
    return results
