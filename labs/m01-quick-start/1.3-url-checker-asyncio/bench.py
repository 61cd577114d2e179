"""URLs against time: the same list for three checkers, each URL answered after 10 ms."""

from typing import Any

from labkit.testing import Bench, Record, fail

DELAY = 10
"""Milliseconds."""
CHECKERS: dict[str, tuple[str, dict[str, Any]]] = {
    "asyncio": ("checker_async:check_all", {"limit": 50}),
    "threads": ("checker_threads:check_all", {"workers": 50}),
    "processes": ("checker_procs:check_all", {"processes": 4}),
}


def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    """One point: `x` URLs for the checker `variant`. Returns `wall` in seconds."""
    target, options = CHECKERS[variant]
    urls = [bench.web.url(f"/delay/{DELAY}?n={n}") for n in range(int(x))]
    call = bench.subject.start(target, urls, limit=120.0, kwargs={"timeout": 60.0, **options})
    results = call.result()
    answered = [one for one in results if isinstance(one, Record) and one.fields.get("status") == 200]
    if len(answered) != len(urls):
        fail(f"{target} has {len(answered)} answers for {len(urls)} URLs that all answer")
    return {"wall": call.seconds}
