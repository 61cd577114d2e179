"""Choose a concurrency model for a piece of work, and say why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Model = Literal["sync", "threads", "processes", "asyncio", "asyncio+processes", "distributed"]


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
    """Recommend the cheapest model that does what is needed.

    `task_type`: "batch" (a list of items), "service" (requests come in until it is stopped) or "interactive" (a
    person uses the program meanwhile). `cpu_bound`, `io_bound`: the shares of one item's time spent computing and
    waiting, each from 0 to 1, together at most 1. `scalability_needs`: how much must be in progress at once: "one",
    "dozens", "thousands", or "many-hosts" for more than one machine can do.

    Raises ValueError for any other word, for a share or a sum of shares that is impossible, and for fewer than one
    core or host.
    """
    raise NotImplementedError("step 1: check the inputs; step 2: choose; step 3: give reasons")


def main() -> None:
    recommendation = choose_concurrency_model("batch", 0.05, 0.9, "dozens", env=Environment(blocking_libs_only=True))
    print(recommendation.model)
    for reason in recommendation.reasons:
        print(f"  because {reason}")
    for model, reason in recommendation.rejected.items():
        print(f"  not {model}: {reason}")


if __name__ == "__main__":
    main()
