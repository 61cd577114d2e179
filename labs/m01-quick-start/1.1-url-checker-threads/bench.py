"""Workers against time: 64 URLs that are answered after 20 to 50 ms."""

from statistics import fmean

from labkit.testing import Bench, Record

URLS = 64
# 20, 37, 23, 40, ... spread evenly over 20 to 50 ms: 17 and 31 share no factor, so neighbours differ.
DELAYS = [20 + n * 17 % 31 for n in range(URLS)]


def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    """One point: `check_all` with `x` workers. Returns `wall` in seconds and `latency` in milliseconds."""
    urls = [bench.web.url(f"/delay/{delay}?n={n}") for n, delay in enumerate(DELAYS)]
    call = bench.subject.start("checker_threads:check_all", urls, workers=int(x), timeout=30.0)
    elapsed = [result.fields["elapsed"] for result in call.result() if isinstance(result, Record)]
    return {"wall": call.seconds, "latency": fmean(elapsed) * 1000}
