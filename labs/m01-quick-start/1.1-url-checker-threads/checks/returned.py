"""What the checks of this lab have in common."""

from labkit.testing import Record, expect, fail, show

PATIENCE = 3.0
"""Seconds to wait until the program is at rest. Only one that polls never is, and what it shows by then counts."""
FIELDS = {"url", "status", "error", "elapsed"}


def fields_of(value: object, what: str, misconception: str | None = None) -> dict[str, object]:
    """The fields of `value`, which has to be a CheckResult; `what` names it in the message."""
    if not isinstance(value, Record) or not set(value.fields) >= FIELDS:
        fail(
            f"{what} is {show(value, 120)}",
            misconception=misconception,
            expected="a CheckResult",
            actual=show(value, 120),
            details=["Every URL has a CheckResult: the answer, or the reason there is none."],
        )
    return value.fields


def must_have_asked(asked: object, name: str, wanted: int = 1) -> None:
    """Fails when `name` returned and the server has seen nothing of it: `asked` is empty or 0."""
    expect(
        asked,
        f"{name} returned without sending a request",
        expected=f"{wanted} request{'' if wanted == 1 else 's'}",
        actual="0 requests",
        at=name,
        details=["The server saw nothing: what was returned is made up."],
    )
