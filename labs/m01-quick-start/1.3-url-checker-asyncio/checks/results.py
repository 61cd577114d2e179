"""What the checks of this lab have in common: reading results, and asking whether the event loop turns."""

from labkit.testing import Call, Raised, Record, Web, expect, fail, show

PATIENCE = 3.0
"""Seconds to wait until the program is at rest. Only one that polls never is, and what it shows by then counts."""
FIELDS = {"url", "status", "error", "elapsed"}


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def seen(fields: dict[str, object]) -> str:
    """`status=404, error=None`"""
    return f"status={fields['status']!r}, error={fields['error']!r}"


def must_have_asked(requests: object, name: str, wanted: int) -> None:
    """Fails when the server has seen nothing of `name`: `requests` is empty or 0."""
    expect(
        requests,
        f"{name} came back without sending a request",
        expected=counted(wanted, "request"),
        actual="0 requests",
        at=name.partition("(")[0],
        details=["The server saw nothing, so these results are made up."],
    )


def results_of(
    call: Call,
    called: str,
    *,
    story: list[str] | None = None,
    failing: bool = False,
    hang: str | None = None,
) -> list[dict[str, object]]:
    """The fields of the CheckResults that `called` returned, or the check fails.

    `failing`: some URL of the call cannot succeed, so an exception shows the misconception about failures.
    """
    outcome = call.outcome(hang=hang)
    about_failures = "m5" if failing else None
    if isinstance(outcome, Raised) and failing:
        first = outcome.inside[0] if outcome.inside else outcome
        if not first.is_a("NotImplementedError"):
            fail(
                f"{called} let {first.type} out, and with it every result is lost",
                misconception="m5",
                expected="a CheckResult for each URL",
                actual=f"{first.type}: {first.message or '(no text)'}"[:300],
                at=first.trace[-1] if first.trace else called.partition("(")[0],
                details=[*(story or []), "Which exceptions do your except clauses name, and what is not among them?"],
            )
    value = call.result()
    if not isinstance(value, list):
        fail(f"{called} returned {show(value, 120)}", expected="a list of CheckResult", actual=show(value, 120))
    found = []
    for place, one in enumerate(value):
        if not isinstance(one, Record) or not set(one.fields) >= FIELDS:
            what = f"{one.type}: {one.message}" if isinstance(one, Raised) else show(one, 120)
            fail(
                f"result {place} of {len(value)} that {called} returned is no CheckResult but {what}",
                misconception=about_failures,
                expected="a CheckResult",
                actual=what,
                at=called.partition("(")[0],
                details=[*(story or []), "Every URL has a CheckResult: the answer, or the reason there is none."],
            )
        found.append(one.fields)
    return found


def loop_turns(web: Web) -> bool:
    """With the learner's requests held at their gate: does the task beside them get its turn now?

    For calls of the scenario `beside_a_heartbeat` with `beats(web)`. The first request of that task is let through;
    when the loop turns, the second one comes. When it does not, the program is at rest without it.
    """
    web.gate("first-beat").open()
    turned = web.gate("second-beat").wait_for(1) == 1
    web.gate("second-beat").open()
    return turned


def beats(web: Web) -> list[str]:
    return [web.gate("first-beat").url(), web.gate("second-beat").url()]
