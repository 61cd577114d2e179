# /// mutant
# check = ["inputs-refused"]
# ///
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from types import MappingProxyType

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


ALL = ("sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed")
#  overlap, parallel, gil, blocking
TABLE = {}
for gil in (False, True):
    for blocking in (False, True):
        TABLE[False, False, gil, blocking] = "sync"
        TABLE[True, False, gil, blocking] = "threads" if blocking else "asyncio"
        TABLE[False, True, gil, blocking] = "processes" if gil else "threads"
        TABLE[True, True, gil, blocking] = ("processes" if blocking else "asyncio+processes") if gil else "threads"


def choose_concurrency_model(task_type, cpu_bound, io_bound, scalability_needs, *, env=Environment()):
    {"batch": 1, "service": 2, "interactive": 3}[task_type]
    if scalability_needs not in {"one", "dozens", "thousands", "many-hosts"}:
        raise ValueError(scalability_needs)
    if not 0 <= cpu_bound <= 1 or not 0 <= io_bound <= 1 or not cpu_bound + io_bound <= 1.0001:
        raise ValueError("shares")
    if env.cores < 1 or env.hosts < 1:
        raise ValueError("env")
    cpu, io = cpu_bound > 0.2, io_bound > 0.2
    many = scalability_needs != "one"
    parallel = cpu and many and env.cores >= 2 and (env.picklable or env.free_threaded)
    answer = TABLE[io and many, parallel, not env.free_threaded, env.blocking_libs_only]
    if scalability_needs == "many-hosts" and env.hosts >= 2 and env.picklable:
        answer = "distributed"
    if answer == "sync" and task_type == "interactive" and (cpu or io):
        answer = "threads"
    facts = [
        f"cpu_bound={cpu_bound:.0%}",
        f"io_bound={io_bound:.0%}",
        f"scalability_needs={scalability_needs}",
    ]
    env_facts = [
        f"free_threaded={env.free_threaded}",
        f"picklable={env.picklable}",
        f"cores={env.cores}",
        f"task_type={task_type}",
    ]
    rejected = {}
    for other in ALL:
        if other != answer:
            rejected[other] = " and ".join(facts) + (f", hosts={env.hosts}" if other == "distributed" else "")
    if answer != "distributed" and scalability_needs == "many-hosts":
        rejected["distributed"] = f"hosts={env.hosts}, picklable={env.picklable}: cannot"
    if scalability_needs == "one" and answer != "sync":
        rejected["sync"] = f"nobody likes a frozen window (task_type={task_type})"
    return Recommendation(answer, tuple(facts + env_facts), MappingProxyType(rejected))
