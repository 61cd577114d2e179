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


class Worker(threading.Thread):
    def __init__(self, todo: "queue.Queue[tuple[int, str] | None]", done: list, timeout: float) -> None:
        super().__init__()
        self.todo, self.done, self.timeout = todo, done, timeout

    def run(self) -> None:
        for index, url in iter(self.todo.get, None):
            self.done[index] = check_url(url, timeout=self.timeout)


class URLChecker:
    def __init__(self, workers: int, timeout: float) -> None:
        self.workers, self.timeout = workers, timeout

    def check(self, urls: Sequence[str]) -> list[CheckResult]:
        todo: queue.Queue[tuple[int, str] | None] = queue.Queue(maxsize=self.workers)
        done: list = [None] * len(urls)
        crew = [Worker(todo, done, self.timeout) for _ in range(self.workers)]
        for worker in crew:
            worker.start()
        for job in enumerate(urls):
            todo.put(job)
        for _ in crew:
            todo.put(None)
        for worker in crew:
            worker.join()
        return done


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    try:
        response = requests.get(url, timeout=timeout)
        return CheckResult(url, response.status_code, None, time.perf_counter() - started)
    except requests.RequestException as error:
        return CheckResult(url, None, str(error), time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    return URLChecker(workers, timeout).check(urls)
