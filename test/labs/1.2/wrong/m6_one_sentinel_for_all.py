# /// mutant
# id = "m6"
# check = ["none-left"]
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


class Worker(mp.Process):
    def __init__(self, todo, done, timeout):
        super().__init__(daemon=True)
        self.todo, self.done, self.timeout = todo, done, timeout

    def run(self):
        for start, chunk in iter(self.todo.get, None):
            self.done.put([(start + i, fetch(url, self.timeout)) for i, url in enumerate(chunk)])


def init_worker(timeout):
    import socket

    socket.setdefaulttimeout(timeout)


def check_all(urls, *, processes=4, chunksize=5, timeout=5.0):
    todo, done = mp.JoinableQueue(), mp.Queue()
    workers = [Worker(todo, done, timeout) for _ in range(processes)]
    for worker in workers:
        worker.start()
    count = 0
    for start in range(0, len(urls), chunksize):
        todo.put((start, urls[start : start + chunksize]))
        count += 1
    todo.put(None)
    pairs = [pair for _ in range(count) for pair in done.get()]
    for worker in workers:
        worker.join(0.5)
    todo.close()
    todo.join_thread()
    return [result for _, result in sorted(pairs, key=lambda pair: pair[0])]


def main(urls):
    for result in check_all(urls):
        print(result.url, result.status or result.error, f"{result.elapsed:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
