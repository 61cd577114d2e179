# /// mutant
# id = "m2"
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
    return fetch(url, settings["timeout"])


def numbered(pair):
    return pair[0], check_url(pair[1])


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    out = [None] * len(urls)
    if urls:
        with mp.get_context("fork").Pool(processes, init_worker, (timeout,)) as pool:
            for index, result in pool.imap_unordered(numbered, list(enumerate(urls)), chunksize):
                out[index] = result
    return out


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
