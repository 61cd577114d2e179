"""Processes against time and memory: 32 URLs that are answered after 80 ms."""

from labkit.testing import Bench

URLS, DELAY = 32, 80


def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    """One point: `check_all` with `x` processes. Returns `wall` in seconds and `memory` in MB."""
    urls = [bench.web.url(f"/delay/{DELAY}?n={n}") for n in range(URLS)]
    call = bench.subject.start("checker_procs:check_all", urls, processes=int(x), chunksize=1, timeout=30.0)
    call.result()
    return {"wall": call.seconds, "memory": bench.subject.peak_memory()}
