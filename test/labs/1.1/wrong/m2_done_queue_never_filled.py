# /// mutant
# id = "m2"
# check = ["failures-stay-apart"]
# note = "a worker that dies leaves join() waiting; nothing ends the workers either"
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
    response = requests.get(url, timeout=timeout)
    return CheckResult(url, response.status_code, None, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    todo: queue.Queue[tuple[int, str]] = queue.Queue()
    results: dict[int, CheckResult] = {}

    def worker() -> None:
        while True:
            index, url = todo.get()
            results[index] = check_url(url, timeout=timeout)
            todo.task_done()

    for _ in range(workers):
        threading.Thread(target=worker, daemon=True).start()
    for job in enumerate(urls):
        todo.put(job)
    todo.join()
    return [results[index] for index in range(len(urls))]
