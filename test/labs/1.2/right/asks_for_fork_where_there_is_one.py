# HEAD over a session of the worker; fork if the system has it, spawn if not
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


class State:
    session = None
    timeout = None


def init_worker(timeout):
    State.session = requests.Session()
    State.session.headers["User-Agent"] = "links/1"
    State.timeout = timeout


def check_url(url):
    started = time.monotonic()
    status = error = None
    try:
        with State.session.head(url, timeout=State.timeout, allow_redirects=True) as response:
            status = response.status_code
    except (requests.RequestException, ValueError) as reason:
        error = str(reason) or type(reason).__name__
    return CheckResult(url, status, error, max(time.monotonic() - started, 1e-9))


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=init_worker, initargs=(timeout,)) as pool:
        results = pool.map(check_url, urls, chunksize=chunksize)
    return list(results)


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
