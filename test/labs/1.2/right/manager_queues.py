# queues that live in a manager process
import http.client
import multiprocessing as mp
import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def fetch(url, timeout):
    t = time.perf_counter()
    try:
        with urllib.request.urlopen(url, timeout=timeout) as r:
            return CheckResult(url, r.status, None, time.perf_counter() - t)
    except urllib.error.HTTPError as e:
        e.close()
        return CheckResult(url, e.code, None, time.perf_counter() - t)
    except (OSError, ValueError, http.client.HTTPException) as e:
        return CheckResult(url, None, f"{type(e).__name__} {e}", time.perf_counter() - t)


settings = {}


def init_worker(timeout):
    settings["timeout"] = timeout


def check_url(url):
    return fetch(url, settings["timeout"])


def work(tasks, results, timeout):
    init_worker(timeout)
    while True:
        task = tasks.get()
        if task is None:
            break
        first, chunk = task
        results.put((first, [check_url(url) for url in chunk]))


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    with mp.Manager() as manager:
        tasks, results = manager.Queue(), manager.Queue()
        for first in range(0, len(urls), chunksize):
            tasks.put((first, list(urls[first : first + chunksize])))
        for _ in range(processes):
            tasks.put(None)
        workers = [mp.Process(target=work, args=(tasks, results, timeout)) for _ in range(processes)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        parts = []
        while not results.empty():
            parts.append(results.get())
    return [result for _, part in sorted(parts, key=lambda part: part[0]) for result in part]


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
