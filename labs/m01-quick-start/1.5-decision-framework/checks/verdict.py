"""Compares answers with the models accepted, and says what a wrong one shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from asking import Answer, ask, seeded
from labkit.testing import Subject, fail, shown
from situations import SITUATIONS
from work import MODELS, Work

DRAWN = 500
"""Questions made up for one check, so that no table of answers can be prepared."""

_RULED_OUT = {
    "m1": "free_threaded=False: with the GIL, threads take turns computing. Nothing gets faster",
    "m2": "blocking_libs_only=True: a call that blocks stops the loop with everything on it",
    "m3": "no gain is worth having here, or none can be had",
    "m4": "free_threaded=True: threads compute in parallel and need not pickle anything",
    "m5": "picklable=False: nothing of this work can be sent to another process",
}


def shows(answer: Answer) -> str | None:
    """The planted bug that a wrong answer points to, where one does."""
    work, model = answer.work, answer.model
    if work.blocking_libs_only and model in ("asyncio", "asyncio+processes"):
        return "m2"
    if not work.picklable and model in ("processes", "asyncio+processes", "distributed"):
        return "m5"
    if model == "distributed":
        return None
    if work.accepted == {"sync"}:
        computes_in_threads = model == "threads" and work.several and work.computing_counts
        return "m1" if computes_in_threads and not work.free_threaded else "m3"
    if work.computing_counts and model == "threads" and not work.free_threaded:
        return "m1"
    parallel = work.computing_counts and work.several and work.cores > 1
    window = work.task_type == "interactive" and model == "sync"
    if parallel and work.free_threaded and work.accepted == {"threads"} and not window:
        return "m4"
    return None


def compare(answers: Sequence[tuple[str, Answer]], note: str) -> None:
    """Fails for a wrong answer and says how many there are. `answers`: with the situation's name, or ""."""
    wrong = [(name, answer) for name, answer in answers if answer.model not in answer.work.accepted]
    if not wrong:
        return
    # A wrong answer that shows a known mistake explains more than the first one.
    name, answer = next((one for one in wrong if shows(one[1])), wrong[0])
    accepted = " or ".join(model for model in MODELS if model in answer.work.accepted)
    key = shows(answer)
    fail(
        f"{answer.work.call} recommends {answer.model!r}",
        misconception=key,
        expected=accepted,
        actual=answer.model,
        details=[
            *([f"The situation: {name}."] if name else []),
            *([f"What rules it out: {_RULED_OUT[key]}."] if key else []),
            f"{len(wrong)} of {len(answers)} answers of this check are not accepted.",
            note,
        ],
    )


def judge(subject: Subject, belongs: Callable[[Work], bool], drawn: Callable[[Random], Work], what: str) -> None:
    """Asks for the situations that `belongs` picks and for `DRAWN` made by `drawn`. `what`: said by a pass."""
    rng, seed = seeded()
    asked = [(name, work) for name, work, _ in SITUATIONS if belongs(work)]
    practice = len(asked)
    asked += [("", drawn(rng)) for _ in range(DRAWN)]
    answers = ask(subject, [work for _, work in asked])
    compare([(name, answer) for (name, _), answer in zip(asked, answers, strict=True)], seed)
    shown(f"{what}, in {practice} situations from practice and {DRAWN} drawn ones")
