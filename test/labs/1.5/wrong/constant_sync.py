# /// mutant
# check = ["inputs-refused", "waiting", "computing", "rejected"]
# note = "one answer for everything"
# ///
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


def choose_concurrency_model(task_type, cpu_bound, io_bound, scalability_needs, *, env=Environment()):
    return Recommendation("sync", ("scalability_needs=one",), {})
