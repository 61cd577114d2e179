"""Step 2: an account keeps every euro, is never below zero, and gives its lock back on every way out."""

from __future__ import annotations

from labkit.testing import Failure, Subject, expect_equal, shown
from one_by_one import Bank, Call, at_the_same_time, by_one_thread
from recognised import waiting

ADA = (0,)


def on_ada(balance: int, *calls: tuple[str, int]) -> Bank:
    return Bank([("Ada", balance)], [Call(what, ADA, n) for what, n in calls])


def test_one_thread_banks(subject: Subject) -> None:
    by_one_thread(subject, on_ada(
        30, ("deposit", 12), ("withdraw", 42), ("withdraw", 1), ("deposit", 7), ("withdraw", 8), ("withdraw", 7),
        ("deposit", 9), ("deposit", 0), ("deposit", -5), ("withdraw", 0), ("withdraw", -5), ("withdraw", 4),
    ))  # fmt: skip
    subject.explore(
        "banking:penniless",
        lambda seen: expect_equal(seen, 0, 'the balance of Account("Grace")', at="Account"),
        claim="opens an account with money in it",
    )
    shown("by one thread it banks: pays in, pays out while there is enough, refuses amounts of zero and less")


def test_no_euro_is_lost(subject: Subject) -> None:
    claim = "loses a euro"
    at_the_same_time(subject, on_ada(100, ("deposit", 30), ("deposit", 12)), claim=claim)
    at_the_same_time(subject, on_ada(100, ("deposit", 30), ("withdraw", 12)), claim=claim)


def test_the_balance_is_never_below_zero(subject: Subject) -> None:
    at_the_same_time(subject, on_ada(30, ("withdraw", 25), ("withdraw", 20)), claim="takes more than there is")
    looking = on_ada(30, ("withdraw", 40), ("balance", 0))
    at_the_same_time(subject, looking, claim="takes a balance below zero")


def test_the_lock_is_given_back_on_every_way_out(subject: Subject) -> None:
    def belief(failure: Failure) -> str | None:
        return waiting(failure) if failure.form in ("deadlock", "leak") else None

    for calls in (
        [("deposit", -5), ("deposit", 10)],
        [("withdraw", 0), ("withdraw", 10)],
        [("withdraw", 40), ("deposit", 10)],
    ):
        at_the_same_time(subject, on_ada(30, *calls), claim="leaves the account locked", recognised=belief)
