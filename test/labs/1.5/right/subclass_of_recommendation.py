from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Model = Literal["sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed"]


@dataclass(frozen=True)
class Environment:
    free_threaded: bool = False
    blocking_libs_only: bool = False
    picklable: bool = True
    cores: int = 4
    hosts: int = 1


@dataclass(frozen=True)
class Recommendation:
    model: Model
    reasons: tuple[str, ...]
    rejected: Mapping[str, str]


def choose_concurrency_model(
    task_type: str, cpu_bound: float, io_bound: float, scalability_needs: str, *, env: Environment = Environment()
) -> Recommendation:
    _validate(task_type, cpu_bound, io_bound, scalability_needs, env)

    class Reasoned(Recommendation):
        """Nothing but a name."""

    def because(model: Model, *reasons: str) -> Recommendation:
        no = {
            "sync": f"With {scalability_needs = } and {task_type = }, doing {io_bound = } / {cpu_bound = } in turn is poor",
            "threads": f"{env.free_threaded = }, {cpu_bound = }, {scalability_needs = }",
            "processes": f"pickling ({env.picklable = }) for {cpu_bound = } is not worth it, or impossible",
            "asyncio": f"{env.blocking_libs_only = }, {cpu_bound = } and {io_bound = } make a loop the wrong tool",
            "asyncio+processes": f"{cpu_bound = } with {io_bound = } does not carry two models ({env.picklable = })",
            "distributed": f"{env.hosts = } and {scalability_needs = } and {env.picklable = }",
        }
        return Reasoned(model, reasons, {name: text for name, text in no.items() if name != model})

    if scalability_needs == "many-hosts" and env.hosts != 1 and env.picklable:
        return because("distributed", f"{scalability_needs = }, and there are some: {env.hosts = }")
    busy, waiting = cpu_bound >= 0.15, io_bound >= 0.15
    if not busy and not waiting:
        return because("sync", f"{cpu_bound = } and {io_bound = }: there is nothing to win")
    if scalability_needs == "one":
        if task_type != "interactive":
            return because("sync", f"{scalability_needs = }: keep it simple")
        if busy and env.picklable:
            return because("processes", f"{task_type = } with {cpu_bound = }: out of the way of the window")
        return because("threads", f"{task_type = }: off the window's thread")
    if busy and env.cores > 1:
        if env.free_threaded and (not env.picklable or env.blocking_libs_only):
            return because("threads", f"{env.free_threaded = }: they run side by side")
        if env.picklable and waiting and not env.blocking_libs_only:
            return because("asyncio+processes", f"{io_bound = } on a loop", f"{cpu_bound = } in a pool")
        if env.picklable:
            return because("processes", f"{cpu_bound = }: use the cores")
    if waiting:
        if env.blocking_libs_only or busy:
            return because("threads", f"{io_bound = }: wait in threads")
        return because("asyncio", f"{io_bound = }: wait in tasks")
    if task_type == "interactive":
        return because("threads", f"{task_type = }: nothing gets faster, but nothing freezes")
    return because("sync", f"{env.picklable = }, {env.free_threaded = }, {env.cores = }: stuck on one core")


def _validate(task_type, cpu_bound, io_bound, scalability_needs, env):
    problems = []
    if task_type not in ("batch", "service", "interactive"):
        problems.append("task_type")
    if scalability_needs not in ("one", "dozens", "thousands", "many-hosts"):
        problems.append("scalability_needs")
    if not (0.0 <= cpu_bound <= 1.0):
        problems.append("cpu_bound")
    if not (0.0 <= io_bound <= 1.0):
        problems.append("io_bound")
    if not problems and round(cpu_bound + io_bound, 6) > 1:
        problems.append("sum")
    if env.cores < 1:
        problems.append("cores")
    if env.hosts < 1:
        problems.append("hosts")
    if problems:
        raise ValueError(", ".join(problems))
