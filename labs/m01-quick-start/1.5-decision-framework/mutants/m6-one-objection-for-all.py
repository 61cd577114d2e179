# /// mutant
# id = "m6"
# title = "Reasons do not match the answer"
# check = ["rejected"]
# feedback = """
# A reason is worth something when it is true of the input and belongs to the answer. Reasons that are the same
# for every input, that were written for another branch, or that describe other values than those given, explain
# nothing. Produce each reason next to the decision it explains, from the values at hand.
# """
# ///
"""Choose a concurrency model for a piece of work, and say why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Model = Literal["sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed"]

COST: dict[Model, int] = {
    "sync": 0,
    "threads": 1,
    "asyncio": 2,
    "processes": 3,
    "asyncio+processes": 4,
    "distributed": 5,
}
"""What a model costs in new kinds of trouble: shared state, blocking calls, pickling, both, and networks."""


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
    work = Work(task_type, cpu_bound, io_bound, scalability_needs, env)
    objections = {model: tuple(_objections(model, work)) for model in COST}
    model = min((one for one in COST if not objections[one]), key=lambda one: COST[one])
    rejected: dict[str, str] = {
        one: f"cpu_bound={work.cpu_bound}: {model} handles this better than {one}" for one in COST if one != model
    }
    return Recommendation(model, _reasons(model, work), rejected)


@dataclass(frozen=True)
class Work:
    """The inputs, checked, with the two gains worked out."""

    task_type: str
    cpu_bound: float
    io_bound: float
    scalability_needs: str
    env: Environment

    def __post_init__(self) -> None:
        if self.task_type not in {"batch", "service", "interactive"}:
            raise ValueError(f"unknown task_type: {self.task_type!r}")
        if self.scalability_needs not in {"one", "dozens", "thousands", "many-hosts"}:
            raise ValueError(f"unknown scalability_needs: {self.scalability_needs!r}")
        for share in (self.cpu_bound, self.io_bound, self.cpu_bound + self.io_bound - 1e-9):
            if not -1e-9 <= share <= 1:
                raise ValueError("cpu_bound and io_bound are shares from 0 to 1 and together at most 1")
        if min(self.env.cores, self.env.hosts) < 1:
            raise ValueError("cores and hosts start at 1")

    @property
    def several(self) -> bool:
        return self.scalability_needs != "one"

    @property
    def many(self) -> bool:
        return self.scalability_needs in {"thousands", "many-hosts"}

    @property
    def overlap(self) -> bool:
        """Overlapping the waits is worth having."""
        return self.several and self.io_bound >= 0.3

    @property
    def computes(self) -> bool:
        return self.cpu_bound >= 0.3

    @property
    def parallel(self) -> bool:
        """Computing in parallel is worth having, and can be had."""
        env = self.env
        return self.several and self.computes and env.cores > 1 and (env.picklable or env.free_threaded)

    @property
    def window(self) -> bool:
        """Someone is looking at a window that the work must not freeze."""
        return self.task_type == "interactive" and max(self.cpu_bound, self.io_bound) >= 0.3

    @property
    def needs(self) -> str:
        return f"scalability_needs={self.scalability_needs}"

    @property
    def shares(self) -> str:
        return f"cpu_bound={self.cpu_bound}, io_bound={self.io_bound}"


def _objections(model: Model, work: Work) -> Iterator[str]:
    """What rules `model` out for this work, strongest first."""
    env = work.env
    spread = work.scalability_needs == "many-hosts" and env.hosts > 1 and env.picklable
    leaves = "processes" in model or model == "distributed"
    if leaves and not env.picklable:
        yield f"picklable={env.picklable}: nothing can be sent to another process"
    if "asyncio" in model and env.blocking_libs_only:
        yield f"blocking_libs_only={env.blocking_libs_only}: one call would stop the loop"
    if model == "distributed":
        if not spread:
            yield f"{work.needs}, hosts={env.hosts}: one machine has to do, or does"
    elif spread:
        yield f"{work.needs}: one machine is not enough"
    if model == "sync" and work.window:
        yield f"task_type={work.task_type}: the window would freeze"
    waits_in_processes = model == "processes" and work.parallel and env.blocking_libs_only
    if work.overlap and model in ("sync", "processes") and not waits_in_processes:
        yield f"io_bound={work.io_bound}: the waits would not overlap, or at the price of an interpreter each"
    if work.parallel:
        if model in ("sync", "asyncio") or (model == "threads" and not env.free_threaded):
            yield f"cpu_bound={work.cpu_bound}, cores={env.cores}: computing would stay on one core"
    elif model == "processes" and not (work.window and work.computes):
        yield f"cpu_bound={work.cpu_bound}, {work.needs}: no parallel computing to gain"
    if model == "asyncio+processes" and not (work.parallel and work.overlap):
        yield f"{work.shares}: one of its halves has nothing to do"
    if model == "asyncio":
        if work.computes:
            yield f"cpu_bound={work.cpu_bound}: computing would hold the loop"
        elif not work.overlap and not work.window:
            yield f"io_bound={work.io_bound}, {work.needs}: no waits to overlap"
    if model == "threads":
        if not (work.overlap or work.parallel or work.window):
            yield f"{work.shares}, free_threaded={env.free_threaded}: nothing gained by taking turns"
        elif work.many and not work.computes and not env.blocking_libs_only:
            yield f"{work.needs}: a thread for each wait is too much"


def _reasons(model: Model, work: Work) -> tuple[str, ...]:
    env = work.env
    match model:
        case "sync" if not work.several:
            return (f"{work.needs}: one after the other is fast enough",)
        case "sync" if work.computes:
            return (f"picklable={env.picklable}, free_threaded={env.free_threaded}, cores={env.cores}: no way out",)
        case "sync":
            return (f"{work.shares}: too little of either to gain from",)
        case "threads" if work.parallel and env.free_threaded:
            return (f"free_threaded={env.free_threaded}: cpu_bound={work.cpu_bound} runs in parallel, uncopied",)
        case "threads" if work.overlap:
            return (f"io_bound={work.io_bound}: threads overlap waiting, GIL or not",)
        case "threads":
            return (f"task_type={work.task_type}: the work leaves the window's thread",)
        case "distributed":
            return (f"{work.needs}, hosts={env.hosts}: spread it",)
        case _:
            return tuple(f"{name}={share}: counts" for name, share in _parts(work) if share >= 0.1)


def _parts(work: Work) -> tuple[tuple[str, float], ...]:
    return ("cpu_bound", work.cpu_bound), ("io_bound", work.io_bound)


def main() -> None:
    recommendation = choose_concurrency_model("batch", 0.05, 0.9, "dozens", env=Environment(blocking_libs_only=True))
    print(recommendation.model)
    for reason in recommendation.reasons:
        print(f"  because {reason}")
    for model, reason in recommendation.rejected.items():
        print(f"  not {model}: {reason}")


if __name__ == "__main__":
    main()
