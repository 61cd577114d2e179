"""Workers against speed-up: the learner's `run_matrix`, serial beside one model in every sample."""

from statistics import median

from labkit.testing import Bench, Record, Ref

WORKLOADS = {"cpu": "fare", "io": "seat"}


def measure(bench: Bench, variant: str, x: float) -> dict[str, float]:
    """One point: `x` workers of the model `variant` against the same work one after the other, just before."""
    bench.subject.start_method("spawn")  # a fresh subject: what multiprocessing keeps running would count as memory
    workloads = {metric: Ref(f"bench_models:{name}") for metric, name in WORKLOADS.items()}
    call = bench.subject.start(
        "bench_models:run_matrix", workloads, ["serial", variant], [int(x)], repeats=1, limit=120.0
    )
    samples = [one.fields for one in call.result() if isinstance(one, Record)]

    def seconds(metric: str, model: str) -> float:
        return median(one["seconds"] for one in samples if (one["workload"], one["model"]) == (metric, model))

    speedups = {metric: seconds(metric, "serial") / seconds(metric, variant) for metric in WORKLOADS}
    return {**speedups, "memory": bench.subject.peak_memory()}
