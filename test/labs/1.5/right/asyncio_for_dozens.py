# a loop even where computing counts and cannot run in parallel
"""Choose a concurrency model for a piece of work, and say why: match on the two gains."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Model = Literal["sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed"]

COUNTS = 0.3
TASK_TYPES = frozenset({"batch", "service", "interactive"})
NEEDS = ("one", "dozens", "thousands", "many-hosts")


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
    _refuse_impossible(task_type, cpu_bound, io_bound, scalability_needs, env)
    wanted = NEEDS.index(scalability_needs)
    if wanted == 3 and env.hosts > 1 and env.picklable:
        model: Model = "distributed"
        reasons: tuple[str, ...] = (f"{scalability_needs=} and {env.hosts=}",)
    else:
        model, reasons = _on_one_host(task_type, cpu_bound, io_bound, wanted, env)
    facts = {
        "cpu_bound": cpu_bound,
        "io_bound": io_bound,
        "scalability_needs": scalability_needs,
        "task_type": task_type,
        "picklable": env.picklable,
        "blocking_libs_only": env.blocking_libs_only,
        "hosts": env.hosts,
    }
    rejected = {other: _objection(other, facts) for other in get_args(Model) if other != model}
    return Recommendation(model, reasons, rejected)


def _on_one_host(
    task_type: str, cpu_bound: float, io_bound: float, wanted: int, env: Environment
) -> tuple[Model, tuple[str, ...]]:
    computes, waits = cpu_bound >= COUNTS, io_bound >= COUNTS
    sendable = env.free_threaded or env.picklable
    overlap = waits and wanted > 0
    parallel = computes and wanted > 0 and env.cores > 1 and sendable
    window = task_type == "interactive" and (waits or computes)
    waiting, computing = f"{io_bound=}: most of it waits", f"{cpu_bound=}: much of it computes"

    match overlap, parallel:
        case _, True if env.free_threaded:
            return "threads", (f"{env.free_threaded=}: threads compute in parallel", computing)
        case True, True if env.blocking_libs_only:
            return "processes", (computing, f"{env.blocking_libs_only=}: so the processes wait, too")
        case True, True:
            return "asyncio+processes", (waiting, computing)
        case False, True:
            return "processes", (computing,)
        case True, False if env.blocking_libs_only:
            return "threads", (waiting,)
        case True, False:
            return "asyncio", (waiting, f"{env.blocking_libs_only=}: the libraries can do it")
        case False, False if window:
            return "threads", (f"{task_type=}: the work has to leave the window's thread",)
        case _ if wanted == 0:
            return "sync", ("scalability_needs=one: one after the other is enough",)
        case _ if computes:
            return "sync", (f"computing cannot be spread: {env.picklable=}, {env.free_threaded=}, {env.cores=}",)
        case _:
            return "sync", (f"too little waits or computes: {io_bound=}, {cpu_bound=}",)


def _objection(model: str, facts: Mapping[str, object]) -> str:
    """A fact against `model`; where nothing rules it out, the facts for which something cheaper does."""
    decisive = {
        "processes": ("picklable", False),
        "asyncio+processes": ("picklable", False),
        "asyncio": ("blocking_libs_only", True),
    }
    if model in decisive and facts[decisive[model][0]] is decisive[model][1]:
        name, value = decisive[model]
        return f"{name}={value} rules it out"
    if model == "distributed":
        return f"one machine does, or has to: {_named(facts, 'scalability_needs', 'hosts', 'picklable')}"
    return f"another model fits better: {_named(facts, 'cpu_bound', 'io_bound', 'scalability_needs', 'task_type')}"


def _named(facts: Mapping[str, object], *names: str) -> str:
    return ", ".join(f"{name}={facts[name]}" for name in names)


def _refuse_impossible(task_type: str, cpu_bound: float, io_bound: float, needs: str, env: Environment) -> None:
    if task_type not in TASK_TYPES or needs not in NEEDS:
        raise ValueError(f"unknown words: {task_type!r}, {needs!r}")
    possible = 0 <= cpu_bound <= 1 and 0 <= io_bound <= 1 and cpu_bound + io_bound < 1.000001
    if not possible:  # also not-a-number, which no comparison holds for
        raise ValueError(f"shares must lie between 0 and 1 and add up to at most 1: {cpu_bound}, {io_bound}")
    if env.cores < 1 or env.hosts < 1:
        raise ValueError(f"{env.cores} cores on {env.hosts} hosts cannot be")


def main() -> None:
    recommendation = choose_concurrency_model("batch", 0.05, 0.9, "dozens", env=Environment(blocking_libs_only=True))
    print(recommendation.model)
    for reason in recommendation.reasons:
        print(f"  because {reason}")
    for model, reason in recommendation.rejected.items():
        print(f"  not {model}: {reason}")


if __name__ == "__main__":
    main()
