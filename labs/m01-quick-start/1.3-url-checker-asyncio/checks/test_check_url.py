"""Step 1: one URL. Every answer and every failure is a result, and the event loop goes on meanwhile."""

import socket
import time

from labkit.testing import Subject, Web, expect, shown
from results import PATIENCE, beats, counted, loop_turns, must_have_asked, results_of, seen

ONE_URL = "scenario:one_url"
CALLED = "check_url"


def test_every_answer_is_a_result(subject: Subject, web: Web) -> None:
    codes = (200, 404, 204, 500, 503)
    urls = [web.url(f"/status/{code}?feed={n}") for n, code in enumerate(codes)]
    found = results_of(subject.start(ONE_URL, urls, timeout=30.0, called=CALLED), CALLED)
    must_have_asked(web.journal.requests, CALLED, len(urls))
    for code, url, fields in zip(codes, urls, found, strict=True):
        expect(
            fields["url"] == url,
            f"check_url(session, {url!r}) returned a result for {fields['url']!r}",
            expected=repr(url),
            actual=repr(fields["url"]),
            at=CALLED,
            details=["url is the text that was passed in, unchanged."],
        )
        expect(
            fields["status"] == code and fields["error"] is None,
            f"the server answered {code}, and check_url returned {seen(fields)}",
            expected=f"status={code}, error=None",
            actual=seen(fields),
            at=CALLED,
            details=[
                "A feed that is gone has answered: 404 is a status. error is for URLs that gave no answer at all."
            ],
        )
    shown(f"{len(codes)} answers, from {min(codes)} to {max(codes)}, each became a result with its status")


def test_every_failure_is_a_result(subject: Subject, web: Web) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # a port that is taken and does not listen refuses every connection
        unanswered = {
            "a refused connection": f"http://127.0.0.1:{deaf.getsockname()[1]}/feed.xml",
            "a host that does not exist": "http://feeds.invalid/feed.xml",
            "text that is no URL": "see the show notes",
            "a scheme that is not HTTP": "mailto:host@feeds.invalid",
            "a URL without a host": "http:///feed.xml",
        }
        # Programs differ in what they make of these; a result it has to be.
        either = {
            "a redirect that never ends": web.url("/loop"),
            "a reply that breaks off": web.url("/drop"),
            "a URL with letters outside ASCII": web.url("/ok?title=größe"),
        }
        for what, url in {**unanswered, **either}.items():
            called = f"check_url(session, {url!r})"
            story = [f"The URL is {what}."]
            call = subject.start(ONE_URL, [url], timeout=30.0, called=CALLED)
            fields = results_of(call, called, failing=True, story=story)[0]
            if what in unanswered or fields["error"] is not None:
                good = fields["status"] is None and isinstance(fields["error"], str) and fields["error"].strip()
                wanted = "status=None and an error that says what happened"
            else:
                good, wanted = type(fields["status"]) is int, "a status or an error"
            expect(
                good,
                f"{what}: {called} returned {seen(fields)}",
                expected=wanted,
                actual=seen(fields),
                at=CALLED,
                details=["Some exceptions have no text of their own; their type's name says more than an empty line."],
            )
    shown(f"{len(unanswered) + len(either)} kinds of trouble, and each came back as a result")


def test_elapsed_is_measured(subject: Subject, web: Web) -> None:
    gate = web.gate("slow-feed")
    call = subject.start(ONE_URL, [gate.url(1)], timeout=30.0, called=CALLED)
    gate.wait_for(1)
    gate.settle(limit=PATIENCE)
    requests = web.journal.requests
    opened = time.monotonic()
    gate.open()
    elapsed = results_of(call, CALLED)[0]["elapsed"]
    must_have_asked(requests, CALLED, 1)
    # The request left before it arrived and was answered after the gate opened: this orders the times on any machine.
    # Half is forgiven at either end, for clocks that tick coarsely.
    held = opened - requests[0].arrived
    times = [f"The server held the reply for {held:.3f} s; the whole call took {call.seconds:.3f} s."]
    expect(
        type(elapsed) in (int, float) and held / 2 <= elapsed <= call.seconds * 1.5 + 0.05,
        f"elapsed is {elapsed!r}, and the server alone held the reply for {held:.3f} s",
        expected=f"between {held:.3f} and {call.seconds:.3f}",
        actual=repr(elapsed),
        at="CheckResult.elapsed",
        details=[*times, "elapsed is in seconds: the time after the await, less the time before it."],
    )
    shown(f"the server held the reply for {held:.3f} s, and elapsed covers it")


def test_the_loop_stays_free(subject: Subject, web: Web) -> None:
    gate = web.gate("feed")
    call = subject.start("scenario:beside_a_heartbeat", [gate.url(1)], beats=beats(web), timeout=30.0, called=CALLED)
    gate.wait_for(1)
    gate.settle(limit=PATIENCE)
    asked, lines = [one for one in web.journal.requests if one.path.startswith("/gate/feed")], web.journal.lines()
    turns = loop_turns(web)
    gate.open()
    results_of(call, CALLED)
    must_have_asked(asked, CALLED, 1)
    expect(
        turns,
        "while check_url waited for its answer, the event loop stood still",
        misconception="m3",
        expected="another task of the same loop gets its turn",
        actual="it got none",
        at=CALLED,
        details=[
            *lines,
            "The server held this request and answered the other task. That one could not take its answer.",
            "Only an await gives the loop back, and only where the thing awaited has nothing to give yet.",
        ],
    )
    shown("while the request was held, another task of the same event loop took its turn")


def test_a_silent_server_times_out(subject: Subject, web: Web) -> None:
    gate = web.gate("silent")
    story = ["The server took the request and never answered."]
    for called, target, urls in (
        (CALLED, ONE_URL, [gate.url(1)]),
        ("check_all", "checker_async:check_all", [gate.url(2), gate.url(3)]),
    ):
        # The limit only ends a hang: a call that keeps its timeout is back long before.
        call = subject.start(target, urls, timeout=0.15, limit=8.0, called=called)
        found = results_of(call, f"{called}(timeout=0.15)", failing=True, story=story, hang="m8")
        must_have_asked(web.connections_made, called, len(urls))
        for fields in found:
            expect(
                fields["status"] is None and fields["error"],
                f"the server never answered, and {called} returned {seen(fields)}",
                expected="status=None and an error",
                actual=seen(fields),
                at=called,
            )
    shown("a server that never answered cost the timeout, in check_url and in check_all")


def test_each_response_is_released(subject: Subject, web: Web) -> None:
    urls = [web.url(f"/bytes/300000?feed={n}") for n in range(3)]
    # The scenario keeps a reference to every response, so that none is closed by being freed.
    left = subject.call("scenario:what_is_left", urls, timeout=30.0, called=CALLED)
    requests = web.journal.requests
    must_have_asked(requests, CALLED, 3)
    made, still_open = left["ClientResponse"]
    expect(
        not still_open,
        f"check_url left {still_open} of {counted(made, 'response')} neither read to the end nor released",
        misconception="m6",
        expected="each response read to the end or released",
        actual=f"{still_open} still open",
        at=CALLED,
        details=[
            "A response holds its connection. One that is not released is a connection nobody else can use.",
            *web.journal.lines(),
        ],
    )
    shown(f"{counted(made, 'response')} of 300,000 bytes, and each was read to the end or released")
