"""Step 3: transfers make no money and lose none, and all of them get done."""

from __future__ import annotations

from labkit.testing import Failure, Subject, shown
from one_by_one import Bank, Call, at_the_same_time, by_one_thread
from recognised import recognise


def moves(accounts: list[tuple[str, int]], *calls: tuple[int, int, int]) -> Bank:
    """`calls`: from, to, amount."""
    return Bank(accounts, [Call("transfer", (src, dst), n) for src, dst, n in calls])


def test_one_thread_transfers(subject: Subject) -> None:
    by_one_thread(subject, moves(
        [("Ada", 30), ("Grace", 5)],
        (0, 1, 30), (0, 1, 1), (1, 0, 20), (1, 1, 15), (1, 1, 16), (0, 1, 0), (0, 1, -5), (1, 0, 3),
    ))  # fmt: skip
    shown("by one thread it transfers: all or nothing, also to the same account, and no amount of zero or less")


def test_transfers_keep_the_sum(subject: Subject) -> None:
    accounts = [("Ada", 30), ("Grace", 5), ("Mary", 0)]
    claim = "makes or loses money"
    at_the_same_time(subject, moves(accounts, (0, 1, 25), (0, 2, 20)), claim=claim)
    at_the_same_time(subject, moves(accounts, (0, 1, 10), (1, 2, 12)), claim=claim)
    beside = Bank(accounts[:2], [Call("transfer", (0, 1), 10), Call("deposit", (1,), 7)])
    at_the_same_time(subject, beside, claim=claim)
    refused = Bank(accounts[:2], [Call("transfer", (0, 1), 40), Call("withdraw", (1,), 12)])
    at_the_same_time(subject, refused, claim=claim)


def test_opposite_transfers_get_done(subject: Subject) -> None:
    claim = "stops two opposite transfers"
    at_the_same_time(subject, moves([("Ada", 30), ("Grace", 30)], (0, 1, 10), (1, 0, 20)), claim=claim)
    # Two accounts of one owner: what accounts are ordered by has to differ for every two of them.
    at_the_same_time(subject, moves([("Ada", 30), ("Ada", 30)], (0, 1, 10), (1, 0, 20)), claim=claim)


def test_a_transfer_to_the_same_account_gets_done(subject: Subject) -> None:
    def belief(failure: Failure) -> str | None:
        key = recognise(failure)
        return "m7" if key == "m8" else key

    both = Bank([("Ada", 30)], [Call("transfer", (0, 0), 10), Call("deposit", (0,), 7)])
    at_the_same_time(subject, both, claim="stops a transfer to the same account", recognised=belief)
