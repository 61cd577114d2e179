# /// mutant
# check = ["every-start-method"]
# ///
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
    return fetch(url, 30.0)


def work(numbers, urls, timeout, results):
    init_worker(timeout)
    results.send([(n, check_url(url)) for n, url in zip(numbers, urls)])
    results.close()


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    jobs = []
    for first in range(min(processes, len(urls))):
        numbers = list(range(first, len(urls), processes))
        ours, theirs = mp.Pipe(duplex=False)
        process = mp.Process(target=work, args=(numbers, [urls[n] for n in numbers], timeout, theirs), daemon=True)
        process.start()
        theirs.close()
        jobs.append((process, ours))
    found = {}
    for process, ours in jobs:
        found.update(ours.recv())
        process.join()
        ours.close()
    return [found[n] for n in range(len(urls))]


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
