"""Step 2: what follows from samples? The judge makes them up, so it knows."""

import secrets
from random import Random
from typing import Any

from labkit.testing import Subject, expect, fail, shown
from rows import Key, Plain, Row, around, decides, interval, mixed, name, spread

SAYS = ("faster", "slower", "no difference shown")
Asked = tuple[dict[str, Any], list[Plain]]


def test_a_contradicted_claim_does_not_hold(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    for _ in range(6):
        low = rng.randrange(20, 90) / 64
        a, b = _pair(rng, low, low * 1.125, low * 1.5, low * 1.75)
        for one, other in ((a, b), (b, a)):
            _decided(subject, rng, one, other, [(says, None) for says in SAYS], "m1")
    shown("each claim about rows far apart holds or not as the rows say, whichever is named first")


def test_the_interval_decides(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    for _ in range(3):
        low = rng.randrange(20, 90) / 64
        width = low / 4
        pairs = [
            _pair(rng, low, low + width, low + width * 0.75, low + width * 2),  # the ends overlap, the medians do not
            _pair(rng, low, low + width, low + width, low + width * 1.5),  # they touch
            _pair(rng, low, low + width, low + width / 8, low + width / 2),  # one inside the other
            _pair(rng, low, low + width, low + width * 1.0625, low + width * 1.5),  # just apart
        ]
        for a, b in pairs:
            for one, other in ((a, b), (b, a)):
                _decided(subject, rng, one, other, [(says, None) for says in SAYS], "m2")
        a, b = _pair(rng, low, low * 1.25, low * 3, low * 4)  # apart by a factor of 2.4; the medians by 3.06
        faster = [("faster", factor) for factor in (1.0, 2.25, 2.5, 3.0, 3.5)]
        _decided(subject, rng, a, b, faster, "m2")
        _decided(subject, rng, b, a, [("slower", factor) for _, factor in faster], "m2")
        few = Row(("fare", "asyncio", 3), tuple(low * 9 * (1 + number / 64) for number in range(5)))
        _decided(subject, rng, a, few, [(says, None) for says in SAYS], "m2")
    shown("no claim holds inside the noise, no tie where the intervals lie apart, no factor beyond their ends")


def test_a_claim_is_decided_by_its_own_rows(subject: Subject) -> None:
    """Rows that share two of their three names with those claimed about lie elsewhere."""
    rng = Random(secrets.randbits(32))
    for _ in range(4):
        workloads, models = (
            rng.sample(("fare", "seat", "parcel"), 2),
            rng.sample(("threads", "processes", "asyncio"), 2),
        )
        few, many = sorted(rng.sample(range(1, 17), 2))
        centres = rng.sample((1.0, 1.5, 2.25, 3.5, 5.0, 7.5, 11.0, 16.0), 8)
        keys: list[Key] = [(one, model, count) for one in workloads for model in models for count in (few, many)]
        rows = [around(rng, key, centre, 9) for key, centre in zip(keys, centres, strict=True)]
        for a, b in ((0, 2), (0, 1), (1, 2), (5, 7), (7, 4)):
            others = [one for number, one in enumerate(rows) if number not in (a, b)]
            _decided(subject, rng, rows[a], rows[b], [("faster", None), ("slower", None)], "m5", others)
    shown("claims about workload, model and number of workers were decided by those rows and by no others")


def test_what_samples_cannot_decide_is_refused(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    a = around(rng, ("fare", "threads", 4), 1.0)
    b = around(rng, ("fare", "processes", 4), 8.0)
    elsewhere = around(rng, ("seat", "processes", 4), 8.0)
    more = Row(("fare", "asyncio", 4), tuple(one * 8 for one in b.times), items=96)
    samples = mixed(rng, [a, b, elsewhere, more])
    cases: list[tuple[str, dict[str, Any]]] = [
        ("a row that was not measured", _claim(a.key, ("fare", "processes", 2), "faster")),
        ("a row that was not measured", _claim(("fare", "thread", 4), b.key, "no difference shown")),
        ("rows of two workloads", _claim(a.key, elsewhere.key, "faster")),
        ("rows of 24 and of 96 calls", _claim(a.key, more.key, "faster")),
        ('"much faster", which no rule decides', _claim(a.key, b.key, "much faster")),
        ("a factor of 0.5", _claim(a.key, b.key, "faster", 0.5)),
        ("a factor beside a tie", _claim(a.key, b.key, "no difference shown", 2.0)),
    ]
    answers = subject.call("scenario:decided", [(claim, samples) for _, claim in cases], called="holds")
    for (what, claim), answer in zip(cases, answers, strict=True):
        if isinstance(answer, dict) and "ValueError" in answer["raised"]:
            continue
        got = f"raised {answer['raised'][0]}" if isinstance(answer, dict) else f"returned {answer!r}"
        fail(
            f"holds of a claim with {what} {got}",
            misconception="m7" if isinstance(answer, bool) else None,
            expected="ValueError",
            actual=got,
            at="holds",
            details=[f"a: {claim['a']}, b: {claim['b']}, says: {claim['says']!r}, factor: {claim['factor']}"],
        )
    shown("a missing row, two workloads, unequal work, unknown words and a factor that means nothing were refused")


def _pair(rng: Random, a_low: float, a_high: float, b_low: float, b_high: float) -> tuple[Row, Row]:
    workload = rng.choice(("fare", "seat", "parcel"))
    first, second = rng.sample(("serial", "threads", "processes", "asyncio"), 2)
    workers = rng.randrange(1, 17)
    return spread(rng, (workload, first, workers), a_low, a_high), spread(
        rng, (workload, second, workers), b_low, b_high
    )


def _claim(a: Key, b: Key, says: str, factor: float | None = None) -> dict[str, Any]:
    return {"text": f"{name(a)}: {says}, against {name(b)}", "a": a, "b": b, "says": says, "factor": factor}


def _decided(
    subject: Subject,
    rng: Random,
    a: Row,
    b: Row,
    claims: list[tuple[str, float | None]],
    misconception: str,
    others: list[Row] | None = None,
) -> None:
    """Asks all `claims` of a against b at once, beside rows of others, and fails at the first wrong answer."""
    if b.key[0] != a.key[0]:
        b = Row((a.key[0], *b.key[1:]), b.times)
    rows = [a, b, *(others or [])]
    samples = mixed(rng, rows)
    asked: list[Asked] = [(_claim(a.key, b.key, says, factor), samples) for says, factor in claims]
    answers = subject.call("scenario:decided", asked, called="holds")
    for (says, factor), answer in zip(claims, answers, strict=True):
        right = decides(says, a, b, factor)
        if isinstance(answer, dict):
            fail(f"holds raised {answer['raised'][0]}: {answer['message']}"[:300], expected=repr(right), at="holds")
        times = f", by a factor of at least {factor:g}" if factor else ""
        expect(
            answer is right,
            f'holds says {answer!r} of "{says}{times}", for a with {interval(a)} and b with {interval(b)}',
            misconception=misconception if type(answer) is bool else None,
            expected=repr(right),
            actual=repr(answer),
            at="holds",
            details=[_hint(says, a, b, factor)],
        )


def _hint(says: str, a: Row, b: Row, factor: float | None) -> str:
    apart = a.high < b.low or b.high < a.low
    if factor:
        return "The least that the two medians can differ by is from one interval's high end to the other's low end."
    if not apart:
        return "The intervals have a point in common: both medians may be there."
    lower = "the first" if a.high < b.low else "the second"
    return f"The intervals have no point in common, and {lower} lies lower: it took less time."
