"""Workers against speed-up: the learner's `measure`, serial beside threads or processes in every sample."""

from labkit.testing import Bench, Record

SECONDS = 0.15
"""What one call of spin shall take: long enough for starting a process to weigh little, short enough to wait for."""
_rounds = 0


def setup(bench: Bench) -> None:
    """Finds the number of rounds for which `spin` takes about SECONDS here."""
    global _rounds
    trial = 20_000
    bench.subject.call("gil_probe:spin", trial)
    call = bench.subject.start("gil_probe:spin", trial)
    call.result()
    _rounds = max(1000, round(trial * SECONDS / max(call.seconds, 1e-6)))


def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    """One point: `x` workers of the model `variant` against the same calls one after the other, just before."""
    serial, parallel = (_seconds(bench, model, int(x)) for model in ("serial", variant))
    return {"speedup": serial / parallel}


def _seconds(bench: Bench, model: str, workers: int) -> float:
    stats = bench.subject.call("gil_probe:measure", model, workers, _rounds)
    assert isinstance(stats, Record), f"measure returned {stats!r}"
    return float(stats.fields["seconds"])
