"""The tour's two checks: no interleaving loses money, and payday still pays from two threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from labkit.testing import Failure, Step, Subject, expect, show, shown

OPENING, SALARY, BONUS = 100, 1200, 300
CASH, REFUND = 70, 45


def test_no_interleaving_loses_money(subject: Subject) -> None:
    paydays = subject.explore(
        "payday",
        payday_adds_up,
        claim="loses money",
        kwargs={"opening": OPENING, "salary": SALARY, "bonus": BONUS},
        recognise=recognise,
        relies_on_time=True,
    )
    deposits = subject.explore(
        "payday:deposits",
        deposits_add_up,
        claim="loses money",
        kwargs={"opening": OPENING, "amounts": [CASH, REFUND]},
        recognise=recognise,
        relies_on_time=True,
    )
    shown(paydays.sentence if deposits.proved else deposits.sentence)


def test_payday_pays_from_two_threads(subject: Subject) -> None:
    together = "salary and bonus are inside deposit at once"
    found = subject.explore(
        "payday:watched",
        two_threads_pay,
        claim="pays from fewer than two threads",
        kwargs={"opening": OPENING, "salary": SALARY, "bonus": BONUS},
        sometimes={together: lambda seen: [word for word, _, _ in seen["log"][:2]] == ["comes", "comes"]},
        recognise=lambda failure: "m4" if failure.form == "unseen" else None,
        relies_on_time=True,
    )
    shown(f"two threads pay in each of {found.schedules:,} interleavings; in some, both are inside deposit at once")


def payday_adds_up(seen: Any) -> None:
    """Judges one payday, by the bank's own figures."""
    _adds_up(seen["balance"], SALARY, BONUS)
    complaint = seen["complaint"]
    expect(
        complaint is None,
        f"payday complains although no money is missing: {complaint}",
        expected="no complaint",
        actual=str(complaint),
        at="payday",
    )


def deposits_add_up(seen: Any) -> None:
    _adds_up(seen["balance"], CASH, REFUND)


def _adds_up(balance: object, one: int, two: int) -> None:
    wanted = OPENING + one + two
    is_sum = isinstance(balance, int) and not isinstance(balance, bool)
    held = f"{balance:,}" if is_sum else show(balance, 60)
    said = f"{OPENING} + {one:,} + {two:,} euro is {wanted:,}, and the account holds {held}"
    if balance == OPENING:
        said = f"deposit pays nothing in: after {one:,} and {two:,} euro the account still holds {OPENING}"
    elif isinstance(balance, int) and balance < wanted:
        said += f": {wanted - balance:,} euro are lost"
    expect(is_sum and balance == wanted, said, expected=f"{wanted:,}", actual=held, at="Account.deposit")


def two_threads_pay(seen: Any) -> None:
    paid = [(amount, here) for word, amount, here in seen["log"] if word == "comes"]
    amounts = sorted(amount for amount, _ in paid)
    expect(
        amounts == sorted([SALARY, BONUS]),
        f"payday(account, {SALARY}, {BONUS}) calls deposit with {show(amounts, 80)}",
        misconception="m4",
        expected=show(sorted([SALARY, BONUS])),
        actual=show(amounts, 80),
        at="payday",
    )
    alone = [amount for amount, here in paid if here]
    expect(
        not alone,
        f"payday pays {' and '.join(map(str, alone))} euro from its caller's thread: salary and bonus need one each",
        misconception="m4",
        expected="2 threads",
        actual="1 thread" if len(alone) == 1 else "no thread",
        at="payday",
    )


def recognise(failure: Failure) -> str | None:
    """The belief behind a loss, read off what the file's own assertion said and what the threads did."""
    seen = failure.seen
    if failure.form != "assertion" or not isinstance(seen, dict):
        return None
    if "complaint" in seen and (seen["balance"] == OPENING + SALARY + BONUS) == (seen["complaint"] is not None):
        return "m5"
    if any(step.op == "sleep" for step in failure.steps):
        return "m3"
    taken = overwriters(failure.steps)
    if taken is None:
        return None
    if not any(taken):
        return "m6"
    return "m1" if set.intersection(*taken) else "m2"


def overwriters(steps: Sequence[Step]) -> list[set[str]] | None:
    """The locks taken by a thread that writes over what another wrote since it read, and by that other one; None if
    no thread does so."""
    for written, step in enumerate(steps):
        if step.op != "write":
            continue
        reads = [at for at in range(written) if _same(steps[at], step, "read") and steps[at].thread == step.thread]
        for other in steps[reads[-1] : written] if reads else ():
            if _same(other, step, "write") and other.thread != step.thread:
                return [_locks(steps, step.thread), _locks(steps, other.thread)]
    return None


def _same(one: Step, two: Step, op: str) -> bool:
    return one.op == op and one.object == two.object


def _locks(steps: Sequence[Step], thread: str) -> set[str]:
    return {one.object for one in steps if one.thread == thread and one.op in ("acquire", "try acquire")}
