"""Step 1, one URL: every answer and every failure becomes a result, in time, and the response is released."""

import socket
import time

from labkit.testing import Call, Raised, Record, Subject, Web, expect, fail, show, shown
from returned import PATIENCE, fields_of, must_have_asked

CHECK_URL = "checker_threads:check_url"
CHECK_ALL = "checker_threads:check_all"


def test_every_answer_is_a_result(subject: Subject, web: Web) -> None:
    codes = (200, 404, 500, 204, 503)
    for code in codes:
        url = web.url(f"/status/{code}?page={code}")
        fields = result_of(subject.start(CHECK_URL, url, timeout=30.0), url)
        must_have_asked(web.journal.requests, "check_url")
        seen = f"status={fields['status']!r}, error={fields['error']!r}"
        expect(
            fields["status"] == code and fields["error"] is None,
            f"the server answered {code}, and check_url returned {seen}",
            expected=f"status={code}, error=None",
            actual=seen,
            details=[
                "An answer is an answer, 404 and 500 too. error is for URLs that gave none.",
                *web.journal.lines(),
            ],
        )
    shown(f"{len(codes)} answers, from {min(codes)} to {max(codes)}, each became a result with its status")


def test_every_failure_is_a_result(subject: Subject, web: Web) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # a port that is taken and does not listen refuses every connection
        unanswered = {
            "a refused connection": f"http://127.0.0.1:{deaf.getsockname()[1]}/",
            "a host that does not exist": "http://docs.invalid/start",
            "text that is no URL": "see chapter 3",
        }
        # Clients differ in what they make of these; a result it has to be.
        either = {
            "a redirect that never ends": web.url("/loop"),
            "a reply that breaks off": web.url("/drop"),
            "a URL with letters outside ASCII": web.url("/ok?title=größe"),
        }
        for what, url in {**unanswered, **either}.items():
            # The scenario takes the name server's place, so that no question leaves this machine.
            target = "scenario:no_such_host" if "invalid" in url else CHECK_URL
            fields = result_of(subject.start(target, url, timeout=30.0), url, what)
            seen = f"status={fields['status']!r}, error={fields['error']!r}"
            if what in unanswered or fields["error"] is not None:
                good = fields["status"] is None and isinstance(fields["error"], str) and fields["error"].strip()
                wanted = "status=None and an error that says what happened"
            else:
                good, wanted = type(fields["status"]) is int, "a status or an error"
            expect(good, f"{what}: check_url({url!r}) returned {seen}", expected=wanted, actual=seen)
    shown(f"{len(unanswered) + len(either)} kinds of trouble, and each came back as a result")


def test_elapsed_is_measured(subject: Subject, web: Web) -> None:
    gate = web.gate("slow-page")
    call = subject.start(CHECK_URL, gate.url(1), timeout=30.0)
    gate.wait_for(1)
    gate.settle(limit=PATIENCE)
    requests = web.journal.requests
    opened = time.monotonic()
    gate.open()
    elapsed = result_of(call, gate.url(1))["elapsed"]
    must_have_asked(requests, "check_url")
    # The request left before it arrived, and was answered after the gate opened: this orders the times on any machine.
    # Half is forgiven at the bottom and at the top, for clocks that tick coarsely.
    held = opened - requests[0].arrived
    times = [f"The server held the reply for {held:.3f} s; the whole call took {call.seconds:.3f} s."]
    expect(
        elapsed >= held / 2,
        f"elapsed is {elapsed:.6f} s, but the server alone held the reply for {held:.3f} s",
        expected=f"at least {held:.3f}",
        actual=f"{elapsed:.6f}",
        details=[*times, "Take the time before the request and again after it, on both ways out."],
    )
    expect(
        elapsed <= call.seconds * 1.5 + 0.05,
        f"elapsed is {elapsed:.3f}, but the whole call took {call.seconds:.3f} s",
        expected=f"at most {call.seconds:.3f}",
        actual=f"{elapsed:.3f}",
        details=[*times, "elapsed is in seconds, and of this URL alone."],
    )
    shown(f"the server held the reply for {held:.3f} s, and elapsed covers it")


def test_a_silent_server_times_out(subject: Subject, web: Web) -> None:
    gate = web.gate("silent")
    # The limit only ends a hang: a call that keeps its timeout is back long before.
    call = subject.start(CHECK_URL, gate.url(1), timeout=0.15, limit=8.0)
    must_have_timed_out(web, "check_url", [result_of(call, gate.url(1), "a server that stays silent", hang="m5")])
    urls = [gate.url(2), gate.url(3)]
    call = subject.start(CHECK_ALL, urls, workers=2, timeout=0.15, limit=8.0)
    results = call.result(hang="m5")
    fields = [one.fields for one in results if isinstance(one, Record)] if isinstance(results, list) else []
    expect(
        sorted(str(one.get("url")) for one in fields) == urls,
        f"check_all returned {show(results, 120)} for two servers that stay silent",
        expected="two results with an error",
        actual=show(results, 120),
        at="check_all",
    )
    must_have_timed_out(web, "check_all", fields)
    shown("a server that never answered cost the timeout, in check_url and in check_all")


def must_have_timed_out(web: Web, name: str, results: list[dict[str, object]]) -> None:
    gate = web.gate("silent")
    gate.settle(limit=PATIENCE)
    must_have_asked(web.connections_made, name)
    for fields in results:
        seen = f"status={fields['status']!r}, error={fields['error']!r}"
        expect(
            fields["status"] is None and fields["error"],
            f"the server never answered, and {name} returned {seen}",
            expected="status=None and an error",
            actual=seen,
            at=name,
        )
    left = gate.held if web.connections else 0
    expect(
        not left,
        f"{name} came back, but its request goes on waiting for the server",
        misconception="m5",
        expected="no request in flight after the timeout",
        actual=f"{left} in flight",
        at=name,
        details=[
            *web.journal.lines(),
            "Who waits with a timeout here: the request, or somebody who waits for the request?",
        ],
    )


def test_each_response_is_released(subject: Subject, web: Web) -> None:
    pages = [web.url(f"/bytes/300000?page={n}") for n in range(3)]
    for name, argument, options in (("check_url", pages[0], {}), ("check_all", pages[1:], {"workers": 2})):
        before = len(web.journal.requests)
        # The scenario keeps a reference to every response, so that none is closed by being freed.
        seen = subject.call("scenario:released", f"checker_threads:{name}", argument, timeout=30.0, **options)
        requests = web.journal.requests[before:]
        must_have_asked(requests, name)
        if seen["responses"]:
            kept = seen["responses"].count(False)
        else:  # a client on bare sockets: they are closed, or the whole reply was taken from the kernel
            kept = 0 if all(seen["sockets"]) else sum(request.body_read is False for request in requests)
        expect(
            not kept,
            f"{name} left {kept} of {len(requests)} responses neither read to the end nor closed",
            misconception="m6",
            expected="each response read to the end or closed",
            actual=f"{kept} still open",
            at=name,
            details=[
                "Asked while something still referred to the response: your code has to release it.",
                *web.journal.lines(),
            ],
        )
    shown("each response was read to the end or closed; none was left to be freed some day")


def result_of(call: Call, url: str, what: str = "", *, hang: str | None = None) -> dict[str, object]:
    """The fields of the CheckResult that `check_url(url)` returned, or the check fails."""
    outcome = call.outcome(hang=hang)
    called = f"{what}: check_url({url!r})" if what else f"check_url({url!r})"
    if isinstance(outcome, Raised) and what and not outcome.is_a("NotImplementedError"):
        fail(
            f"{called} let {outcome.type} out instead of returning a result",
            misconception="m2",
            expected="CheckResult(..., status=None, error=...)",
            actual=f"{outcome.type}: {outcome.message}"[:300],
            at=outcome.trace[-1] if outcome.trace else None,
            details=["Look at which exceptions your except clauses name, and at the base classes they share."],
        )
    fields = fields_of(call.result(), f"what {called} returned", "m2" if what else None)
    expect(
        fields["url"] == url,
        f"{called} returned a result for {fields['url']!r}",
        expected=repr(url),
        actual=repr(fields["url"]),
        details=["url is the text that was passed in, unchanged."],
    )
    expect(
        type(fields["elapsed"]) in (int, float) and fields["elapsed"] >= 0,
        f"{called} returned elapsed={fields['elapsed']!r}",
        expected="a number of seconds, at least 0",
        actual=repr(fields["elapsed"]),
        at="CheckResult.elapsed",
    )
    return fields
