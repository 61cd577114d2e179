# an enum for the needs, quoted words in the facts
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from enum import Enum

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


class Needs(Enum):
    ONE = "one"
    DOZENS = "dozens"
    THOUSANDS = "thousands"
    HOSTS = "many-hosts"


class Question:
    def __init__(self, task_type, cpu_bound, io_bound, scalability_needs, env):
        if task_type not in ("batch", "service", "interactive"):
            raise ValueError(f"bad task type {task_type}")
        self.needs = Needs(scalability_needs)
        for value in (cpu_bound, io_bound):
            if value != value or value < 0 or value > 1:
                raise ValueError(f"bad share {value}")
        if cpu_bound + io_bound - 1 > 1e-6:
            raise ValueError("more than everything")
        if env.cores <= 0:
            raise ValueError("no core")
        if env.hosts <= 0:
            raise ValueError("no host")
        self.task_type, self.cpu_bound, self.io_bound, self.env = task_type, cpu_bound, io_bound, env

    @property
    def hot(self):
        return self.cpu_bound >= 0.25

    @property
    def idle(self):
        return self.io_bound >= 0.25

    def says(self, *names):
        values = {**vars(self), **vars(self.env), "scalability_needs": self.needs.value}
        return " ".join(f"{name}={values[name]!r}" for name in names)


class Candidate:
    name = ""

    def reason(self, q):
        """A text when this candidate should be taken."""

    def objection(self, q):
        return "too much or too little: " + q.says("cpu_bound", "io_bound", "scalability_needs")


class Distributed(Candidate):
    name = "distributed"

    def reason(self, q):
        if q.needs is Needs.HOSTS and q.env.hosts > 1 and q.env.picklable:
            return q.says("scalability_needs", "hosts")

    def objection(self, q):
        return q.says("scalability_needs", "hosts", "picklable")


class Threads(Candidate):
    name = "threads"

    def reason(self, q):
        spread = q.hot and q.env.cores > 1
        if q.needs is Needs.ONE:
            return q.says("task_type") if q.task_type == "interactive" and (q.hot or q.idle) else None
        if spread and q.env.free_threaded:
            return q.says("free_threaded", "cpu_bound")
        if spread and q.env.picklable:
            return None
        if q.idle and (q.hot or q.env.blocking_libs_only or q.needs is Needs.DOZENS):
            return q.says("io_bound") + " is waiting"
        if q.hot and q.task_type == "interactive":
            return "keep " + q.says("task_type") + " alive"


class Processes(Candidate):
    name = "processes"

    def reason(self, q):
        usable = q.hot and q.needs is not Needs.ONE and q.env.cores > 1 and q.env.picklable
        if usable and (not q.idle or q.env.blocking_libs_only or q.needs is Needs.DOZENS):
            return "heavy: " + q.says("cpu_bound")


class Both(Candidate):
    name = "asyncio+processes"

    def reason(self, q):
        ok = q.env.cores > 1 and q.env.picklable and not q.env.blocking_libs_only
        if q.hot and q.idle and q.needs is not Needs.ONE and ok:
            return q.says("cpu_bound", "io_bound")


class Asyncio(Candidate):
    name = "asyncio"

    def reason(self, q):
        if q.idle and not q.hot and q.needs is not Needs.ONE and not q.env.blocking_libs_only:
            return q.says("io_bound", "scalability_needs")


class Sync(Candidate):
    name = "sync"

    def reason(self, q):
        return q.says("scalability_needs", "cpu_bound", "io_bound", "picklable") + f", cores={q.env.cores}, so why not"

    def objection(self, q):
        return "slow or frozen: " + q.says("task_type", "scalability_needs", "cpu_bound", "io_bound")


LADDER = [Distributed(), Threads(), Processes(), Both(), Asyncio(), Sync()]


def choose_concurrency_model(
    task_type: str, cpu_bound: float, io_bound: float, scalability_needs: str, *, env: Environment = Environment()
) -> Recommendation:
    q = Question(task_type, cpu_bound, io_bound, scalability_needs, env)
    chosen = next(one for one in LADDER if one.reason(q))
    reason = chosen.reason(q) if chosen.name != "sync" else sync_reason(q)
    return Recommendation(chosen.name, (reason,), {one.name: one.objection(q) for one in LADDER if one is not chosen})


def sync_reason(q):
    if q.needs is Needs.ONE:
        return q.says("scalability_needs") + " is enough"
    if not q.hot:
        return q.says("cpu_bound", "io_bound") + ": little to gain"
    return q.says("free_threaded", "picklable", "cores") + ": nothing can compute in parallel"
