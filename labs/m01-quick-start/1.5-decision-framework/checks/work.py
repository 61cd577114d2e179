"""One piece of work to choose a model for, and the models the lab's page accepts for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Any

MODELS = ("sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed")
TASK_TYPES = ("batch", "service", "interactive")
NEEDS = ("one", "dozens", "thousands", "many-hosts")
COUNTS, NEGLIGIBLE = 0.3, 0.1


@dataclass(frozen=True)
class Work:
    """The inputs of one question."""

    task_type: str
    cpu_bound: float
    io_bound: float
    scalability_needs: str
    free_threaded: bool = False
    blocking_libs_only: bool = False
    picklable: bool = True
    cores: int = 4
    hosts: int = 1

    @property
    def env(self) -> dict[str, Any]:
        names = ("free_threaded", "blocking_libs_only", "picklable", "cores", "hosts")
        return {name: getattr(self, name) for name in names}

    @property
    def question(self) -> dict[str, Any]:
        """What the scenario is sent."""
        inputs = (self.task_type, self.cpu_bound, self.io_bound, self.scalability_needs)
        return {"inputs": list(inputs), "env": self.env}

    @property
    def call(self) -> str:
        """The call as the learner would write it, without the defaults."""
        env = ", ".join(f"{name}={value}" for name, value in self.env.items() if value != getattr(Work, name))
        env = f", env=Environment({env})" if env else ""
        return (
            f"choose_concurrency_model({self.task_type!r}, {self.cpu_bound}, {self.io_bound}, "
            f"{self.scalability_needs!r}{env})"
        )

    @property
    def several(self) -> bool:
        return self.scalability_needs != "one"

    @property
    def computing_counts(self) -> bool:
        """Beyond doubt: below `COUNTS` it may be read either way."""
        return self.cpu_bound >= COUNTS

    @property
    def accepted(self) -> frozenset[str]:
        """The models the page's table and list allow; where a share may be read either way, those of both readings."""
        readings = product(_counts(self.io_bound), _counts(self.cpu_bound))
        return frozenset().union(*(_answers(self, waits, computes) for waits, computes in readings))

    def but(self, **changes: Any) -> Work:
        return replace(self, **changes)


def _counts(share: float) -> tuple[bool, ...]:
    if share >= COUNTS:
        return (True,)
    return (False,) if share <= NEGLIGIBLE else (True, False)


def _answers(work: Work, waits: bool, computes: bool) -> frozenset[str]:
    many = work.scalability_needs in ("thousands", "many-hosts")
    if work.scalability_needs == "many-hosts" and work.hosts > 1 and work.picklable:
        return frozenset({"distributed"} if waits or computes else MODELS)  # hosts for next to no work: not asked
    overlap = waits and work.several
    parallel = computes and work.several and work.cores > 1 and (work.picklable or work.free_threaded)
    on_the_loop = frozenset() if work.blocking_libs_only else frozenset({"asyncio"})
    both_halves = on_the_loop and frozenset({"asyncio+processes"})
    if parallel and work.free_threaded:
        answers = frozenset({"threads"})
        if work.picklable:
            answers |= {"processes"} | (both_halves if overlap else frozenset())
    elif parallel and overlap:
        answers = both_halves if many and both_halves else both_halves | {"processes"}
    elif parallel:
        answers = frozenset({"processes"})
    elif overlap and many and not computes and on_the_loop:
        answers = on_the_loop
    elif overlap:
        answers = on_the_loop | {"threads"}
    else:
        answers = frozenset({"sync"})
    if work.task_type == "interactive" and (waits or computes):
        answers -= {"sync"}
        if not answers:  # nothing to gain but the window: any model that is not ruled out
            answers = frozenset({"threads"}) | (frozenset() if computes else on_the_loop)
            answers |= {"processes"} | both_halves if work.picklable else frozenset()
    return answers


def draw(rng: Random, **fixed: Any) -> Work:
    """A random piece of work; shares are multiples of 0.05 whose floating-point sum does not pass 1."""
    while True:
        cpu = rng.randrange(21)
        work = Work(
            rng.choice(TASK_TYPES),
            cpu / 20,
            rng.randrange(21 - cpu) / 20,
            rng.choice(NEEDS),
            free_threaded=rng.random() < 0.3,
            blocking_libs_only=rng.random() < 0.4,
            picklable=rng.random() < 0.7,
            cores=rng.choice((1, 2, 4, 8, 16, 64)),
            hosts=rng.choice((1, 1, 2, 12)),
        ).but(**fixed)
        if work.cpu_bound + work.io_bound <= 1:
            return work
