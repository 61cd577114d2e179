# /// mutant
# id = "m3"
# title = "Never answers sync"
# check = ["nothing-dearer"]
# feedback = """
# Concurrency is worth its price when something is gained. If one item at a time is fast enough, if too little
# waits or computes, or if computing counts and nothing can run it in parallel, the answer is sync: no races, no
# pickling, no loop.
# """
# ///
"""Choose a concurrency model for a piece of work, and say why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Model = Literal["sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed"]

COUNTS = 0.3
"""From this share on, a part of the work counts."""


@dataclass(frozen=True)
class Environment:
    """Where the work runs and what it is made of."""

    free_threaded: bool = False  # the interpreter runs without the GIL
    blocking_libs_only: bool = False  # no asynchronous library exists for what the work waits for
    picklable: bool = True  # arguments, results and state can be sent to another process
    cores: int = 4  # at least 1
    hosts: int = 1  # at least 1


@dataclass(frozen=True)
class Recommendation:
    """The model chosen, the facts that speak for it, and for every other model a fact that speaks against it."""

    model: Model
    reasons: tuple[str, ...]
    rejected: Mapping[str, str]


def choose_concurrency_model(
    task_type: str,
    cpu_bound: float,
    io_bound: float,
    scalability_needs: str,
    *,
    env: Environment = Environment(),
) -> Recommendation:
    """Recommend the cheapest model that does what is needed, with the facts it rests on.

    Raises ValueError for inputs that cannot be. The words and shares allowed are those of the lab.
    """
    _check(task_type, cpu_bound, io_bound, scalability_needs, env)
    waits, computes = io_bound > 0, cpu_bound > io_bound
    several = scalability_needs != "one"
    many = scalability_needs in ("thousands", "many-hosts")
    parallel = computes and several and env.cores > 1 and (env.free_threaded or env.picklable)
    frozen_window = task_type == "interactive" and (waits or computes)

    if scalability_needs == "many-hosts" and env.hosts > 1 and env.picklable:
        model: Model = "distributed"
    elif parallel and env.free_threaded:
        model = "threads"
    elif parallel:
        model = "asyncio+processes" if waits and not env.blocking_libs_only else "processes"
    elif waits and several:
        model = "asyncio" if many and not computes and not env.blocking_libs_only else "threads"
    elif frozen_window:
        model = "threads"
    else:
        model = "sync"

    return Recommendation(
        model,
        _reasons(model, task_type, cpu_bound, io_bound, scalability_needs, env),
        _rejected(model, cpu_bound, io_bound, scalability_needs, env),
    )


def _check(task_type: str, cpu_bound: float, io_bound: float, scalability_needs: str, env: Environment) -> None:
    if task_type not in ("batch", "service", "interactive"):
        raise ValueError(f"unknown task_type {task_type!r}")
    if scalability_needs not in ("one", "dozens", "thousands", "many-hosts"):
        raise ValueError(f"unknown scalability_needs {scalability_needs!r}")
    # Written as "not in range" so that not-a-number, which compares false with everything, is refused too.
    if not (0 <= cpu_bound <= 1 and 0 <= io_bound <= 1 and cpu_bound + io_bound <= 1 + 1e-9):
        raise ValueError(f"impossible shares {cpu_bound=}, {io_bound=}")
    if env.cores < 1 or env.hosts < 1:
        raise ValueError(f"at least one core and one host are needed: {env.cores=}, {env.hosts=}")


def _reasons(
    model: Model, task_type: str, cpu_bound: float, io_bound: float, scalability_needs: str, env: Environment
) -> tuple[str, ...]:
    match model:
        case "distributed":
            return (f"{scalability_needs=}: one machine is not enough, and there are others ({env.hosts=})",)
        case "asyncio+processes":
            return (f"{io_bound=}: one loop overlaps the waits", f"{cpu_bound=}: a pool computes on {env.cores=}")
        case "processes":
            return (f"{cpu_bound=}: computing dominates", f"{env.free_threaded=}: only processes compute in parallel")
        case "asyncio":
            return (f"{io_bound=}: the work is waiting", f"{scalability_needs=}: tasks are cheap enough for that many")
        case "threads" if task_type == "interactive" and scalability_needs == "one":
            return (f"{task_type=}: the window must not wait for the work",)
        case "threads" if env.free_threaded and cpu_bound >= COUNTS:
            return (f"{env.free_threaded=}: threads compute in parallel, without pickling ({cpu_bound=})",)
        case "threads" if io_bound >= COUNTS:
            return (f"{io_bound=}: a thread that waits costs no processor time",)
        case "threads":
            return (f"{task_type=}: the window must not wait for the work",)
    if scalability_needs == "one":
        return (f"{scalability_needs=}: nothing has to overlap",)
    if cpu_bound >= COUNTS:
        return (f"no way to compute in parallel: {env.picklable=}, {env.free_threaded=}, {env.cores=}",)
    return (f"neither share counts: {cpu_bound=}, {io_bound=}",)


def _rejected(
    model: Model, cpu_bound: float, io_bound: float, scalability_needs: str, env: Environment
) -> Mapping[str, str]:
    needs = f"{scalability_needs=}"
    shares = f"{cpu_bound=}, {io_bound=}"
    against = {
        "sync": f"{needs} with {shares}: one after the other leaves a gain unused",
        "threads": f"{needs}, {env.free_threaded=} with {shares}: no gain, or a dearer one",
        "processes": f"{shares}: no parallel gain to pay for" if env.picklable else f"cannot send it: {env.picklable=}",
        "asyncio": f"all of it blocks: {env.blocking_libs_only=}" if env.blocking_libs_only else f"{shares}, {needs}",
        "asyncio+processes": f"{shares}, {needs}: two models have to earn their keep",
        "distributed": f"{needs}, {env.hosts=}, {env.picklable=}: more machines do not help",
    }
    del against[model]
    return against


def main() -> None:
    recommendation = choose_concurrency_model("batch", 0.05, 0.9, "dozens", env=Environment(blocking_libs_only=True))
    print(recommendation.model)
    for reason in recommendation.reasons:
        print(f"  because {reason}")
    for model, reason in recommendation.rejected.items():
        print(f"  not {model}: {reason}")


if __name__ == "__main__":
    main()
