"""Step 3: reasons that rest on true facts, for the model chosen and against every other."""

from asking import Answer, ask, seeded
from facts import Fact, facts, speaking_against, speaking_for, true_facts
from labkit.testing import Subject, expect, fail, not_decided, shown
from situations import SITUATIONS
from work import MODELS, Work, draw

DRAWN = 400
MOST = 4
"""Facts in one text. A text that names every input explains nothing."""
FORM = "a fact has the form field=value, for example io_bound=0.9"


def _sound_answers(subject: Subject) -> tuple[list[Answer], str]:
    """Answers whose model is accepted; a wrong model is the matter of other checks."""
    rng, seed = seeded()
    works = [work for _, work, _ in SITUATIONS] + [draw(rng) for _ in range(DRAWN)]
    answers = ask(subject, [work for work in works if len(work.accepted) < len(MODELS)])
    sound = [answer for answer in answers if answer.model in answer.work.accepted]
    if len(sound) < len(answers) / 10:
        not_decided(f"only {len(sound)} of {len(answers)} models are sound: get the choice right first")
    return sound, seed


def _facts_of(answer: Answer, text: str, where: str, seed: str) -> list[Fact]:
    """The facts of one text; ends the check unless there are one to four and all are true."""
    found = facts(text)
    quoted = f"{where}: {text!r}"
    if not 1 <= len(found) <= MOST:
        fail(
            f"a text of {answer.work.call} names {len(found) or 'no'} facts",
            misconception="m6",
            expected=f"1 to {MOST} facts: {FORM}",
            actual=text,
            details=[quoted, seed],
        )
    for fact in found:
        expect(
            fact.is_true(answer.work),
            f"a text of {answer.work.call} says {fact}, which is not so",
            misconception="m6",
            expected=f"{fact.field}={getattr(answer.work, fact.field)}",
            actual=str(fact),
            details=[quoted, seed],
        )
    return found


def test_reasons_speak_for_the_model(subject: Subject) -> None:
    answers, seed = _sound_answers(subject)
    for answer in answers:
        work = answer.work
        if not answer.reasons:
            fail(
                f"{work.call} gives no reasons",
                misconception="m6",
                expected="at least one",
                actual="()",
                details=[seed],
            )
        named = {fact.field for text in answer.reasons for fact in _facts_of(answer, text, "reasons", seed)}
        if not speaking_for(answer.model, named, work):
            would = [one for one in true_facts(work) if speaking_for(answer.model, {one.partition("=")[0]}, work)]
            if answer.model == "asyncio+processes":
                would = [f"cpu_bound={work.cpu_bound} and io_bound={work.io_bound}"]
            fail(
                f"{work.call} recommends {answer.model!r}, and no reason speaks for it",
                misconception="m6",
                expected=f"a fact that speaks for {answer.model}: {', '.join(would)}",
                actual="; ".join(answer.reasons),
                details=[f"Named: {_values(named, work)}.", seed],
            )
    shown(f"{len(answers)} recommendations give true facts that speak for their model")


def test_every_other_model_is_rejected_for_cause(subject: Subject) -> None:
    answers, seed = _sound_answers(subject)
    for answer in answers:
        work = answer.work
        others = {model for model in MODELS if model != answer.model}
        if answer.model in answer.rejected:
            fail(
                f"{work.call} recommends {answer.model!r} and rejects it too",
                misconception="m6",
                expected=f"no entry for {answer.model!r} in rejected",
                actual=f"{answer.model}: {answer.rejected[answer.model]}",
                details=[seed],
            )
        if set(answer.rejected) != others:
            fail(
                f"{work.call} recommends {answer.model!r}; rejected has entries for {_list(set(answer.rejected))}",
                misconception="m6",
                expected=_list(others),
                actual=_list(set(answer.rejected)),
                details=[seed],
            )
        for model, text in answer.rejected.items():
            named = {fact.field for fact in _facts_of(answer, text, f"rejected[{model!r}]", seed)}
            if not speaking_against(model, named, work):
                fail(
                    f"{work.call} rejects {model!r} for {_values(named, work)}",
                    misconception="m6",
                    expected=f"a fact that speaks against {model}",
                    actual=text,
                    details=[seed],
                )
    shown(f"{len(answers)} recommendations reject the five other models, each for a true fact against it")


def _values(fields: set[str], work: Work) -> str:
    return ", ".join(f"{field}={getattr(work, field)}" for field in sorted(fields))


def _list(models: set[str]) -> str:
    return ", ".join(sorted(models)) or "none"
