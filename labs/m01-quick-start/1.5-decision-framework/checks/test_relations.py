"""Step 2: pairs of questions that differ in one input, and what must not happen from one to the other."""

from collections.abc import Callable
from random import Random

from asking import Answer, ask, seeded
from labkit.testing import Subject, expect, fail, shown
from work import COUNTS, NEEDS, Work, draw

PAIRS = 300


def _pairs(
    subject: Subject, make: Callable[[Random], Work], change: Callable[[Random, Work], Work]
) -> tuple[list[tuple[Answer, Answer]], str]:
    rng, seed = seeded()
    bases = [make(rng) for _ in range(PAIRS)]
    changed = [change(rng, base) for base in bases]
    answers = ask(subject, [*bases, *changed])
    return list(zip(answers[:PAIRS], answers[PAIRS:], strict=True)), seed


def _never(
    pairs: list[tuple[Answer, Answer]], broken: Callable[[str, str], bool], rule: str, key: str | None, seed: str
) -> None:
    for before, after in pairs:
        if broken(before.model, after.model):
            fail(
                f"{rule}: {before.work.call} recommends {before.model!r}, but {after.work.call} {after.model!r}",
                misconception=key,
                expected=f"not {after.model!r} after {before.model!r}",
                actual=after.model,
                details=[seed],
            )


def _programs(rng: Random, **fixed: object) -> Work:
    """A batch or a service: a window that must not freeze follows rules of its own."""
    return draw(rng, task_type=rng.choice(("batch", "service")), **fixed)


def test_more_computing_never_leads_to_asyncio(subject: Subject) -> None:
    def more(rng: Random, work: Work) -> Work:
        free = round(20 * (1 - work.cpu_bound - work.io_bound))
        return work.but(cpu_bound=(round(20 * work.cpu_bound) + rng.randint(0, free)) / 20)

    pairs, seed = _pairs(subject, _programs, lambda rng, work: _in_range(more(rng, work), work))
    _never(
        pairs,
        lambda before, after: "processes" in before and after == "asyncio",
        "more computing must not move the answer from processes to asyncio",
        None,
        seed,
    )
    shown(f"in {PAIRS} pairs, raising the share of computing never led from processes to asyncio")


def test_one_changed_fact_has_its_effect(subject: Subject) -> None:
    def several(rng: Random) -> Work:
        return _programs(rng, scalability_needs=rng.choice(NEEDS[1:]), cores=rng.choice((2, 8)))

    def computing(rng: Random) -> Work:
        work = several(rng)
        cpu = rng.randint(6, 20)
        work = work.but(cpu_bound=cpu / 20, io_bound=rng.randint(0, 20 - cpu) / 20)
        return work.but(free_threaded=False, hosts=1) if work.cpu_bound + work.io_bound <= 1 else computing(rng)

    checks: list[tuple[str, str, Callable[[Random], Work], dict[str, object], Callable[[str, str], bool]]] = [
        ("m5", "what cannot be pickled stays in its process", draw, {"picklable": False},
         lambda _, after: "processes" in after or after == "distributed"),
        ("m2", "libraries that block keep asyncio out", draw, {"blocking_libs_only": True},
         lambda _, after: "asyncio" in after),
        ("m4", "leaving the GIL must not take threads away from computing", computing, {"free_threaded": True},
         lambda before, after: before == "threads" != after),
        ("m4", "work that computes and cannot be pickled needs the threads of a free-threaded build", computing,
         {"free_threaded": True, "picklable": False}, lambda _, after: after != "threads"),
        ("m3", "one item at a time needs nothing but sync", _programs, {"scalability_needs": "one"},
         lambda _, after: after != "sync"),
    ]  # fmt: skip
    for key, rule, make, change, broken in checks:
        pairs, seed = _pairs(subject, make, lambda _, work, change=change: work.but(**change))
        _never(pairs, broken, rule, key, seed)

    pairs, seed = _pairs(subject, draw, lambda _, work: work.but(hosts=1))
    _never(pairs, lambda _, after: after == "distributed", "one host is nowhere to spread work to", None, seed)
    pairs, seed = _pairs(subject, several, lambda rng, work: work.but(cores=work.cores * 4))
    _never(
        [pair for pair in pairs if pair[0].work.cpu_bound >= COUNTS],
        lambda before, after: "processes" in before and after == "sync",
        "more cores must not move the answer from processes to sync",
        None,
        seed,
    )
    shown(f"seven rules about one changed fact held in {PAIRS} pairs each")


def test_an_answer_depends_on_its_question_alone(subject: Subject) -> None:
    rng, seed = seeded()
    works = [draw(rng) for _ in range(PAIRS)]
    order = rng.sample(range(PAIRS), PAIRS)
    first = ask(subject, works)
    again = ask(subject, [works[index] for index in order])
    for index, second in zip(order, again, strict=True):
        expect(
            first[index] == second,
            f"{second.work.call} got two different recommendations, depending on what was asked before",
            expected=repr(first[index].model),
            actual=repr(second.model),
            details=["The same input must give the same recommendation, reasons included.", seed],
        )
    shown(f"{PAIRS} questions asked twice, in another order, had the same answers")


def _in_range(work: Work, before: Work) -> Work:
    return work if work.cpu_bound + work.io_bound <= 1 else before
