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
import queue
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
    todo: queue.Queue[str | None] = queue.Queue()
    done: queue.Queue[CheckResult] = queue.Queue()

    def worker() -> None:
        while (url := todo.get()) is not None:
            done.put(check_url(url, timeout=timeout))

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in urls:
        todo.put(url)
    for _ in threads:
        todo.put(None)
    for thread in threads:
        thread.join()
    return [done.get() for _ in urls]
