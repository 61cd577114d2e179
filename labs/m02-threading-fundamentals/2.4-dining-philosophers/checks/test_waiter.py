"""Step 2: a waiter who lets as many to the table as can eat, and calls those whose forks are free."""

from apart import eat_apart
from labkit.testing import Failure, Subject
from spilling import forks_come_back
from standstill import STUCK, dinner, in_a_ring


def test_waiter_never_stands_still(subject: Subject) -> None:
    def recognise(failure: Failure) -> str | None:
        if failure.form not in STUCK:
            return None
        return "m2" if in_a_ring(failure) else "m6"

    dinner(subject, "waiter", recognise)


def test_waiter_two_eat_at_once(subject: Subject) -> None:
    eat_apart(subject, "waiter")


def test_waiter_forks_come_back(subject: Subject) -> None:
    forks_come_back(subject, "waiter")
