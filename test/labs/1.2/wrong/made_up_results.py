# /// mutant
# check = ["same-results", "processes-overlap"]
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


settings = {}


def init_worker(timeout):
    settings["timeout"] = timeout


def check_url(url):
    return None


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    return [CheckResult(url, 200, None, 0.1) for url in urls]


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
