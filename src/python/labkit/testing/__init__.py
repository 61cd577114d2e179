"""What a lab's check imports. Everything here runs in the judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.bench.workload import Bench
from labkit.check.brought import Brought
from labkit.check.failure import Blocked, Failure, Step
from labkit.check.outcome import expect, expect_equal, fail, not_decided, setup_problem, show, shown
from labkit.driver.call import Call, Returned
from labkit.driver.exploring import Explored
from labkit.driver.subject import Finished, Subject
from labkit.lab import Lab
from labkit.subject.plain import Frame, Raised, Record, Ref

if TYPE_CHECKING:
    from labkit.services.flakyweb import Gate, Journal, Request, Web

__all__ = [
    "Bench",
    "Blocked",
    "Brought",
    "Call",
    "Explored",
    "Failure",
    "Finished",
    "Frame",
    "Gate",
    "Journal",
    "Lab",
    "Raised",
    "Record",
    "Ref",
    "Request",
    "Returned",
    "Step",
    "Subject",
    "Web",
    "expect",
    "expect_equal",
    "fail",
    "not_decided",
    "setup_problem",
    "show",
    "shown",
]


def __getattr__(name: str) -> Any:
    """The server's types load with the server, for checks that name them."""
    if name in ("Gate", "Journal", "Request", "Web"):
        from labkit.services import flakyweb

        return getattr(flakyweb, name)
    raise AttributeError(name)
