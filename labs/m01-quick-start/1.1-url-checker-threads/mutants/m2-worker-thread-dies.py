# /// mutant
# id = "m2"
# title = "One failing URL takes results with it"
# check = ["failures-stay-apart"]
# feedback = """
# An exception does not stay with the URL that caused it: it leaves the function, and in check_all it leaves the
# whole list behind, or it ends the thread that still had other URLs to do. check_url is the last place that
# knows the URL, so every failure has to become a CheckResult there.
# """
# ///
import queue
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def check_url(url: str, *, timeout: float) -> CheckResult:
    started = time.perf_counter()
    with urllib.request.urlopen(url, timeout=timeout) as response:
        response.read()
        return CheckResult(url, response.status, None, time.perf_counter() - started)


def check_all(urls: Sequence[str], *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
    todo: queue.Queue[tuple[int, str]] = queue.Queue()
    for item in enumerate(urls):
        todo.put(item)
    found: dict[int, CheckResult] = {}

    def worker() -> None:
        while not todo.empty():
            try:
                index, url = todo.get_nowait()
            except queue.Empty:
                break
            found[index] = check_url(url, timeout=timeout)

    threads = [threading.Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[index] for index in sorted(found)]
