"""Step 2: from samples to a claim. The noise is known, so what may be said is known, too."""

import math
import secrets
from random import Random

from labkit.testing import Raised, Record, Subject, expect, fail, show, shown
from oracle import Group, noisy, same

FIELDS = ("items", "repeats", "median", "low", "high")


def test_median_and_interval(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    counts = [7, 1, 2, 5, 6, 8, 9, 11, 12, 20]
    groups = [
        Group((rng.choice(("fares", "seats")), rng.choice(("threads", "asyncio")), place), 24, _times(rng, count))
        for place, count in enumerate(counts, 1)
    ]
    samples = [one for group in groups for one in group.samples]
    rng.shuffle(samples)
    found = subject.call("scenario:summarized", samples)
    if not isinstance(found, dict) or set(found) != {group.key for group in groups}:
        keys = sorted(found) if isinstance(found, dict) else found
        fail(
            f"summarize put samples of {len(groups)} combinations together as {show(keys, 160)}",
            expected=show(sorted(group.key for group in groups), 160),
            actual=show(keys, 160),
            at="summarize",
        )
    for group in groups:
        _fits(group, found[group.key])
    shown("median and interval of 1 to 20 samples, one far off among them: too few samples know nothing")


def _times(rng: Random, count: int) -> tuple[float, ...]:
    return noisy(rng, rng.randrange(100, 900) / 1000, count)


def _fits(group: Group, stats: object) -> None:
    what = f"of {len(group.times)} samples {_list(group.times)}"
    if not isinstance(stats, Record) or not set(FIELDS) <= set(stats.fields):
        fail(f"summarize made {show(stats, 120)} {what}", expected="a Stats", actual=show(stats, 120), at="summarize")
    one = stats.fields
    expect(
        same(one["median"], group.median),
        f"summarize says {one['median']!r} is the median {what}",
        misconception="m2" if same(one["median"], group.mean) else None,
        expected=repr(group.median),
        actual=repr(one["median"]),
        at="summarize",
        details=["One sample is far off. Which of your figures moves with it, although the others have not moved?"],
    )
    few = len(group.times) < 6
    expect(
        same(one["low"], group.low) and same(one["high"], group.high),
        f"summarize gives {one['low']!r} to {one['high']!r} as the interval {what}",
        misconception="m2" if few else None,
        expected=f"{group.low!r} to {group.high!r}",
        actual=f"{one['low']!r} to {one['high']!r}",
        at="summarize",
        details=["rank(n) is 0: so few samples bound nothing." if few else "rank(n) counts from either end, from 1."],
    )
    expect(
        (one["items"], one["repeats"]) == (group.items, len(group.times)),
        f"summarize says items={one['items']!r}, repeats={one['repeats']!r} {what}",
        expected=f"items={group.items}, repeats={len(group.times)}",
        actual=f"items={one['items']!r}, repeats={one['repeats']!r}",
        at="summarize",
    )


def test_no_winner_inside_the_noise(subject: Subject) -> None:
    rng = Random(secrets.randbits(32))
    asked = [pair for _ in range(20) for pair in _pairs(rng)]
    asked += [(b, a, {"a": "b", "b": "a"}.get(right, right)) for a, b, right in asked]
    said = subject.call("scenario:judged", [(a, b) for a, b, _ in asked])
    for (a, b, right), answer in zip(asked, said, strict=True):
        expect(
            answer == right,
            f"verdict says {answer!r} of {_interval(a)} against {_interval(b)}",
            misconception="m5" if right == "undecided" and answer in ("a", "b") else None,
            expected=repr(right),
            actual=show(answer, 80),
            at="verdict",
            details=[
                "While the intervals have a point in common, both medians may be there."
                if right == "undecided"
                else "The intervals have no point in common. Which of them lies lower?"
            ],
        )
    shown("a winner where the intervals lie apart, whichever comes first, and none where they meet")


Numbers = tuple[int, int, float, float, float]


def _pairs(rng: Random) -> list[tuple[Numbers, Numbers, str]]:
    low = rng.randrange(100, 900) / 1024
    width = rng.randrange(40, 90) / 1024
    base = (24, 7, low + width / 2, low, low + width)

    def other(shift: float, middle: float, high: float) -> Numbers:
        return (24, 9, low + shift + middle, low + shift, low + shift + high)

    return [
        (base, other(width * 1.25, width / 4, width), "a"),  # apart
        (base, other(width * 0.75, width / 8, width), "undecided"),  # the ends overlap, each median outside the other
        (base, other(width, width / 2, width), "undecided"),  # they touch
        (base, other(width / 4, width / 8, width / 4), "undecided"),  # one inside the other
        (base, (24, 1, low * 8, 0.0, math.inf), "undecided"),  # nothing is known of one
    ]


def test_unequal_work_is_not_compared(subject: Subject) -> None:
    verdicts = subject.start("scenario:judged", [((24, 7, 1.0, 0.9, 1.1), (96, 7, 4.1, 4.0, 4.2))])
    _refused(verdicts.outcome(), "verdict compared 24 calls of a workload with 96", "verdict")
    samples = [("fares", "threads", 4, number, items, 1.0 + number / 8) for number, items in enumerate([24] * 7 + [96])]
    together = subject.start("scenario:summarized", samples)
    _refused(together.outcome(), "summarize put samples of 24 calls and one of 96 under one key", "summarize")
    shown("neither summarize nor verdict mixes unequal work")


def _refused(outcome: object, what: str, at: str) -> None:
    if isinstance(outcome, Raised):
        if outcome.is_a("ValueError"):
            return
        if outcome.is_a("NotImplementedError"):
            fail(f"{at} is not written yet", at=at)
        fail(
            f"{what}, and raised {outcome.type}: {outcome.message}"[:300],
            expected="ValueError",
            actual=outcome.type,
            at=at,
        )
    value = getattr(outcome, "value", None)
    got = show(value[0] if type(value) is list else value, 120)
    fail(
        f"{what}, and returned {got}",
        misconception="m4",
        expected="ValueError",
        actual=got,
        at=at,
        details=["Four times the work in four times the time is no slow-down, and half the work no speed-up."],
    )


def _list(times: tuple[float, ...]) -> str:
    shown_times = ", ".join(f"{one:.3f}" for one in times[:8])
    return f"[{shown_times}{', ...' if len(times) > 8 else ''}]"


def _interval(one: Numbers) -> str:
    return f"{one[2]:.3f} s ({one[3]:.3f} to {one[4]:.3f})"
