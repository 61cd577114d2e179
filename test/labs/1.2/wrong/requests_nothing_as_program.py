# /// mutant
# check = ["runs-as-program"]
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


def init_worker(timeout):
    """Nothing to prepare: the timeout travels with each URL."""


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    if not urls:
        return []
    with mp.Pool(processes) as pool:
        return pool.starmap(fetch, [(url, timeout) for url in urls], chunksize=chunksize)


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "main":
    main(sys.argv[1:])
