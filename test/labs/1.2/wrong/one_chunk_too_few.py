# /// mutant
# check = ["same-results"]
# ///
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial

import requests


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def fetch(url, timeout):
    t = time.perf_counter()
    try:
        r = requests.get(url, timeout=timeout)
        return CheckResult(url, r.status_code, None, time.perf_counter() - t)
    except Exception as e:
        return CheckResult(url, None, repr(e) or "failed", time.perf_counter() - t)


settings = {}


def init_worker(timeout):
    settings["timeout"] = timeout


def check_url(url):
    return fetch(url, settings["timeout"])


def check_chunk(chunk):
    return [check_url(url) for url in chunk]


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    chunks = [list(urls[i : i + chunksize]) for i in range(0, len(urls) - chunksize + 1, chunksize)]
    with ProcessPoolExecutor(max_workers=processes, initializer=init_worker, initargs=(timeout,)) as executor:
        where = {executor.submit(check_chunk, chunk): n for n, chunk in enumerate(chunks)}
        done = {}
        for future in as_completed(where):
            done[where[future]] = future.result()
    return [result for n in sorted(done) for result in done[n]]


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
