"""What accounts may do: whatever the same calls do one after the other, in some order (Herlihy and Wing,
*Linearizability*, TOPLAS 1990, for objects whose calls all run at the same time)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from labkit.testing import Failure, Subject, expect, expect_equal, show
from recognised import recognise

TAKES = ("withdraw", "transfer")
GIVES = ("deposit", "transfer")


@dataclass(frozen=True)
class Call:
    """`what` is called on the accounts at `places` with the amount `n`."""

    what: str
    places: tuple[int, ...]
    n: int = 0

    def on(self, balances: list[int]) -> object:
        """The answer, "ValueError" for an exception. Changes `balances`."""
        source, target = self.places[0], self.places[-1]
        if self.what == "balance":
            return balances[source]
        if self.n <= 0:
            return "ValueError"
        if self.what == "deposit":
            balances[target] += self.n
            return None
        if balances[source] < self.n:
            return False
        balances[source] -= self.n
        if self.what == "transfer":
            balances[target] += self.n
        return True


@dataclass(frozen=True)
class Bank:
    """Accounts, owner and opening balance, and the calls made on them."""

    accounts: Sequence[tuple[str, int]]
    calls: Sequence[Call]

    @property
    def names(self) -> list[str]:
        """The owners as variables, numbered where two accounts have the same one."""
        owners = [owner.lower() for owner, _ in self.accounts]
        return [f"{one}{place + 1}" if owners.count(one) > 1 else one for place, one in enumerate(owners)]

    @property
    def plain(self) -> dict[str, Any]:
        """Arguments of the scenario."""
        calls = [(one.what, list(one.places), one.n) for one in self.calls]
        return {"accounts": [list(one) for one in self.accounts], "calls": calls}

    def outcomes(self) -> list[tuple[list[object], list[int]]]:
        """Answers and balances for each order of the calls, in a fixed order, each once."""
        found: list[tuple[list[object], list[int]]] = []
        for order in permutations(range(len(self.calls))):
            balances = [balance for _, balance in self.accounts]
            given = {place: self.calls[place].on(balances) for place in order}
            outcome = ([given[place] for place in range(len(self.calls))], balances)
            if outcome not in found:
                found.append(outcome)
        return found

    def words(self, call: Call) -> str:
        names = [self.names[place] for place in call.places]
        if call.what == "transfer":
            return f"transfer({', '.join(names)}, {call.n})"
        return f"{names[0]}.balance" if call.what == "balance" else f"{names[0]}.{call.what}({call.n})"

    def told(self, balances: Sequence[object]) -> str:
        return ", ".join(f"{name} at {show(one, 40)}" for name, one in zip(self.names, balances, strict=True))


def by_one_thread(subject: Subject, bank: Bank) -> None:
    """The calls one after the other, each held against what it has to do. Under the explorer too: there a lock that is
    waited for in vain is seen at once, instead of after a time-out."""

    def holds(seen: Any) -> None:
        for (owner, balance), (name, held) in zip(bank.accounts, seen[0], strict=True):
            expect_equal(name, owner, f'the owner of Account("{owner}", {balance})', at="Account")
            expect_equal(held, balance, f'the balance of Account("{owner}", {balance})', at="Account.balance")
        balances = [balance for _, balance in bank.accounts]
        for call, (answered, held) in zip(bank.calls, seen[1:], strict=True):
            before = bank.told(balances)
            answer = call.on(balances)
            if answer is not None:
                ends = "ends with" if answer == "ValueError" else "returns"
                expect_equal(answered, answer, f"{bank.words(call)} with {before} {ends}", at=place_of(call))
            after = f"what {bank.words(call)} with {before} leaves"
            expect_equal(bank.told(held), bank.told(balances), after, at=place_of(call))

    subject.explore("banking:alone", holds, claim="has a single thread banking wrongly", kwargs=bank.plain)


def at_the_same_time(subject: Subject, bank: Bank, *, claim: str, recognised: Any = recognise) -> None:
    """Explores the calls, each in a thread of its own. `recognised` names the belief behind a failure, before the
    general ones are asked."""

    def belief(failure: Failure) -> str | None:
        key: str | None = recognised(failure)
        return key or overdrawn(bank, failure.seen) if failure.form == "assertion" else key

    subject.explore(
        "banking", lambda seen: judge(bank, seen["answers"], seen["balances"]), claim=claim, kwargs=bank.plain,
        recognise=belief, relies_on_time=True,
    )  # fmt: skip


def judge(bank: Bank, answers: Sequence[object], balances: Sequence[object]) -> None:
    """Fails unless some order of the calls gives these answers and balances."""
    called = " and ".join(bank.words(one) for one in bank.calls if one.what != "balance")
    before = f"Before: {bank.told([balance for _, balance in bank.accounts])}."
    outcomes = bank.outcomes()
    for place, (call, answer) in enumerate(zip(bank.calls, answers, strict=True)):
        if call.what == "deposit" and call.n > 0:
            continue
        may = [given[place] for given, _ in outcomes]
        expect(
            any(type(one) is type(answer) and one == answer for one in may),
            f"beside {called} another thread saw a balance of {show(answer, 60)}"
            if call.what == "balance"
            else f"{bank.words(call)} ended with {show(answer, 60)}",
            expected=" or ".join(dict.fromkeys(map(show, may))),
            actual=show(answer, 60),
            at=place_of(call),
        )
    at = place_of(next((one for one in bank.calls if one.what in TAKES), bank.calls[0]))
    for out, most in paid(bank, answers):
        expect(
            out <= most,
            f"{called} at the same time took {out} euro out of an account that held {most}",
            expected=f"at most {most} euro taken",
            actual=f"{out} euro taken, {bank.told(balances)} left",
            at=at,
        )
    told = bank.told(balances)
    settled = [
        None if call.what == "deposit" and call.n > 0 else answer
        for call, answer in zip(bank.calls, answers, strict=True)
    ]
    returned = [f"{bank.words(call)} returned {one}." for call, one in zip(bank.calls, answers, strict=True)]
    fitting = [held for given, held in outcomes if given == settled]
    expected = " or ".join(dict.fromkeys(bank.told(held) for held in fitting or [held for _, held in outcomes]))
    expect(
        all(type(one) is int for one in balances) and (settled, list(balances)) in outcomes,
        f"{called} at the same time left {told}: expected {expected}",
        expected=expected,
        actual=told,
        at=at,
        details=[before, *returned],
    )


def paid(bank: Bank, answers: Sequence[object]) -> Iterator[tuple[int, int]]:
    """For each account what was taken out, and the most it could have held."""
    for place, (_, balance) in enumerate(bank.accounts):
        taken = [
            call.n
            for call, answer in zip(bank.calls, answers, strict=True)
            if call.what in TAKES and answer is True and call.places[0] == place
        ]
        given = [one.n for one in bank.calls if one.what in GIVES and one.n > 0 and one.places[-1] == place]
        yield sum(taken), balance + sum(given)


def overdrawn(bank: Bank, seen: object) -> str | None:
    """More was taken than was there: by an old check (m3). A look below zero: taken first, looked afterwards (m10)."""
    if not isinstance(seen, dict):
        return None
    looks = [one for call, one in zip(bank.calls, seen["answers"], strict=True) if call.what == "balance"]
    if any(type(one) is int and one < 0 for one in looks):
        return "m10"
    return "m3" if any(out > most for out, most in paid(bank, seen["answers"])) else None


def place_of(call: Call) -> str:
    return "transfer" if call.what == "transfer" else f"Account.{call.what}"
