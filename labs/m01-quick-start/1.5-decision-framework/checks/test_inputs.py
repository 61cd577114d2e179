"""Step 1: which inputs are answered and which are refused."""

from asking import ask, raises_value_error
from labkit.testing import Subject, expect, shown
from work import NEEDS, TASK_TYPES, Work

GOOD = {"inputs": ["batch", 0.5, 0.4, "dozens"], "env": None}


def test_every_allowed_input_is_answered(subject: Subject) -> None:
    shares = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.25, 0.25), (1, 0), (0, 1), (0.05, 0.9)]
    works = [Work(task, cpu, io, needs) for task in TASK_TYPES for needs in NEEDS for cpu, io in shares]
    edges = [Work("batch", 0.5, 0.4, needs, cores=1, hosts=hosts) for needs in NEEDS for hosts in (1, 2, 500)]
    answers = ask(subject, works + edges)
    refused = raises_value_error(subject, [{**work.question, "env": None} for work in works])
    expect(
        not any(refused),
        "without env, an allowed input raised ValueError",
        expected="a Recommendation for Environment()",
        actual="ValueError",
    )
    shown(f"{len(answers)} allowed inputs have a recommendation, the default environment included")


def test_impossible_inputs_raise_value_error(subject: Subject) -> None:
    def inputs(**changed: object) -> dict[str, object]:
        named = dict(zip(("task_type", "cpu_bound", "io_bound", "scalability_needs"), GOOD["inputs"], strict=True))
        return {"inputs": list({**named, **changed}.values()), "env": None}

    def env(**changed: object) -> dict[str, object]:
        return {"inputs": GOOD["inputs"], "env": changed}

    nan, infinity = float("nan"), float("inf")
    impossible = {
        **{f"task_type={word!r}": inputs(task_type=word) for word in ("", "nightly", "threads", "one")},
        **{f"scalability_needs={word!r}": inputs(scalability_needs=word) for word in ("", "hundreds", "batch", "5000")},
        **{f"cpu_bound={share}": inputs(cpu_bound=share, io_bound=0.0) for share in (-0.1, 1.2, 80, nan, infinity)},
        **{f"io_bound={share}": inputs(cpu_bound=0.0, io_bound=share) for share in (-0.5, 1.01, 90, nan, -infinity)},
        "cpu_bound=0.8 with io_bound=0.5": inputs(cpu_bound=0.8, io_bound=0.5),
        "cpu_bound=1.5 with io_bound=-0.5": inputs(cpu_bound=1.5, io_bound=-0.5),
        **{f"cores={count}": env(cores=count) for count in (0, -2)},
        **{f"hosts={count}": env(hosts=count) for count in (0, -1)},
    }
    refused = raises_value_error(subject, [GOOD, *impossible.values()])
    expect(not refused[0], "choose_concurrency_model('batch', 0.5, 0.4, 'dozens') raised ValueError: it is allowed")
    answered = [name for name, was_refused in zip(impossible, refused[1:], strict=True) if not was_refused]
    expect(
        not answered,
        f"{len(answered)} of {len(impossible)} impossible inputs got an answer, the first is {answered[:1]}",
        expected="ValueError",
        actual="a Recommendation",
        details=[f"No ValueError for {name}" for name in answered],
    )
    shown(f"{len(impossible)} impossible inputs were refused with ValueError")
