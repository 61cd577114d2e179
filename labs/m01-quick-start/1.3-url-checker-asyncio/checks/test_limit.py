"""Step 3: as many requests as allowed and not one more, over one session, and nothing left behind."""

from collections.abc import Sequence

from labkit.testing import Call, Subject, Web, expect, fail, not_decided, show, shown
from results import PATIENCE, counted, must_have_asked, results_of, seen

CHECK_ALL = "checker_async:check_all"


def test_limit_bounds_the_requests_in_flight(subject: Subject, web: Web) -> None:
    for limit, options in ((3, {"limit": 3}), (120, {"limit": 120}), (50, {})):
        called = f"check_all({limit + 5} URLs{f', limit={limit}' if options else ''})"
        web.reset()
        gate = web.gate("bound")
        call = _start(subject, [gate.url(n) for n in range(limit + 5)], **options)
        gate.wait_for(limit)
        held = gate.settle(limit=PATIENCE)  # the program is at rest, so no further request is on its way
        lines = web.journal.lines(4)
        gate.release(1)
        again = gate.settle(limit=PATIENCE)
        gate.open()
        results_of(call, called)
        peak = max(held, again, web.journal.peak_in_flight)
        must_have_asked(lines, called, limit)
        expect(
            peak <= limit,
            f"{called} had {peak} requests in flight at once; {limit} were allowed",
            misconception="m4",
            expected=str(limit),
            actual=str(peak),
            at="check_all",
            details=[*lines, "Every task that waits for an answer is one. What keeps task number limit + 1 waiting?"],
        )
        hint = "`limit` is the number in flight while URLs are left, not only an upper bound."
        if held == 100:
            hint = "100 is a number of aiohttp's: as many connections as a connector opens unless it is told otherwise."
        expect(
            held == limit,
            f"{called} had {counted(held, 'request')} in flight and stopped there, though none was answered yet",
            misconception="m1" if held == 1 else "m4",
            expected=str(limit),
            actual=str(held),
            at="check_all",
            details=[*lines, hint],
        )
        expect(
            again == limit,
            f"{called} had {limit} requests in flight; one was answered, and no other took its place",
            misconception="m4",
            expected=f"{limit} in flight again",
            actual=f"{again}",
            at="check_all",
            details=[
                "URLs were left, and a place was free. What was check_all waiting for?",
                "Groups that start together and end together wait for the slowest of the group, every time.",
            ],
        )
    shown("3, 120 and by default 50 requests were in flight, not one more, and each answer made room for the next")


def test_waiting_for_a_turn_is_not_timed(subject: Subject, web: Web) -> None:
    # A request that is answered at once has the whole timeout for it. Where the machine needs longer, more is given:
    # a program that counts the wait for its turn fails with any timeout.
    for timeout in (0.4, 4.0):
        web.reset()
        silent = web.gate("silent")
        urls = [silent.url(1), silent.url(2), web.url("/ok?feed=3"), web.url("/ok?feed=4")]
        called = f"check_all(4 URLs, limit=1, timeout={timeout})"
        story = [
            "The first two servers never answer, so the third URL has its turn after two timeouts.",
            "The third and the fourth answer at once.",
        ]
        call = _start(subject, urls, limit=1, timeout=timeout)
        results = results_of(call, called, failing=True, story=story, hang="m8")
        arrived = [one.target for one in web.journal.requests]
        must_have_asked(arrived, called, 4)
        late = [one for one in results[2:] if one["status"] != 200]
        if not late:
            break
    never_sent = [one for one in late if not any(str(one["url"]).endswith(target) for target in arrived)]
    if late and not never_sent:
        not_decided("this machine needs more than 4 s for a request that is answered at once")
    expect(
        not late,
        f"{called} returned {seen(late[0]) if late else ''} for a server that answers at once",
        misconception="m7",
        expected="status=200, error=None",
        actual=seen(late[0]) if late else "",
        at="check_all",
        details=[
            *story,
            f"{counted(len(never_sent), 'request')} never left: the timeout ran while the URL waited for its turn.",
            *web.journal.lines(),
        ],
    )
    shown("two silent servers used up two timeouts, and the URLs behind them had their own in full")


def test_connections_are_used_again(subject: Subject, web: Web) -> None:
    urls = [web.url(f"/status/204?feed={n}") for n in range(6)]
    results_of(subject.start("scenario:one_url", urls, timeout=30.0, called="check_url"), "check_url")
    _must_be_shared(web, "six calls of check_url with one session", "check_url", 6, most=1)
    web.reset()
    urls = [web.url(f"/status/204?feed={n}") for n in range(40)]
    results_of(_start(subject, urls, limit=4), "check_all")
    _must_be_shared(web, "check_all(40 URLs of one host, limit=4)", "check_all", 40, most=4)
    shown("6 requests of one session went over 1 connection, and 40 requests, 4 at a time, over 4 or fewer")


def _must_be_shared(web: Web, what: str, name: str, wanted: int, *, most: int) -> None:
    requests, made = web.journal.requests, web.connections_made
    must_have_asked(requests, name, wanted)
    expect(
        made <= most,
        f"{what} made {counted(made, 'connection')} for {counted(len(requests), 'request')}",
        misconception="m2",
        expected=f"at most {most}",
        actual=str(made),
        at=name,
        details=[
            *web.journal.lines(4),
            "Connections live in the session. Where in your code is one made, and how often does that line run?",
        ],
    )


def test_any_number_of_urls(subject: Subject, web: Web) -> None:
    for count, limit in ((1, 50), (3, 50), (5, 2), (0, 50)):
        urls = tuple(web.url(f"/ok?feed={n}&limit={limit}") for n in range(count))
        called = f"check_all({counted(count, 'URL')}, limit={limit})"
        before = len(web.journal.requests)
        results = results_of(_start(subject, urls, limit=limit), called)
        found = [str(one["url"]) for one in results]
        expect(
            found == list(urls),
            f"{called} returned {show(found, 120)}",
            expected="[]" if count == 0 else "one CheckResult for each URL, in order",
            actual=show(found, 120),
            at="check_all",
        )
        sent = len(web.journal.requests) - before
        must_have_asked(sent or not count, called, count)
        expect(sent == count, f"{called} sent {counted(sent, 'request')}", expected=str(count), actual=str(sent))
    gate = web.gate("alone")
    call = _start(subject, [gate.url(n) for n in range(3)], limit=1)
    held = gate.settle(limit=PATIENCE)
    gate.open()
    results_of(call, "check_all(3 URLs, limit=1)")
    expect(
        held == 1,
        f"check_all(3 URLs, limit=1) had {counted(held, 'request')} in flight at once",
        misconception="m4" if held > 1 else None,
        expected="1",
        actual=str(held),
        at="check_all",
    )
    shown("no URL, one URL, one at a time, and a limit above the number of URLs all give their results")


def test_nothing_is_left_behind(subject: Subject, web: Web) -> None:
    before = subject.threads()
    urls = [web.url(f"/bytes/2000?feed={n}") for n in range(20)] + ["see the show notes", web.url("/drop?after=none")]
    call = subject.start("scenario:what_is_left", urls, at_once=4, timeout=30.0, called="check_all")
    left = call.result()
    made, connections = web.connections_made, web.connections
    must_have_asked(made, "check_all", 20)
    names = {"ClientSession": "session", "BaseConnector": "connector", "ClientResponse": "response"}
    for kind, (all_, still_open) in left.items():
        expect(
            not still_open,
            f"check_all returned, and {still_open} of {counted(all_, names[kind])} it made was not closed",
            misconception="m6",
            expected="0",
            actual=str(still_open),
            at="check_all",
            details=["Asked while something still referred to it: your code has to close it, on every way out."],
        )
    expect(
        not call.tasks,
        f"check_all returned, and {counted(len(call.tasks), 'task')} it had started was still pending",
        misconception="m6",
        expected="0 pending tasks",
        actual=f"{len(call.tasks)}: {', '.join(call.tasks[:5])}",
        at="check_all",
        details=["A task belongs to who started it: await it, or cancel it when its work is no longer wanted."],
    )
    web.gate("end").settle(limit=PATIENCE)  # a thread that is about to end has ended
    threads = [name for name in subject.threads() if name not in before]
    expect(
        not threads and not connections,
        f"check_all left {counted(len(threads), 'thread')} and {counted(connections, 'open connection')}",
        misconception="m6",
        expected="0 threads, 0 connections",
        actual=f"{len(threads)} threads, {connections} connections",
        at="check_all",
        details=web.journal.lines(4),
    )
    shown(f"{counted(left['ClientSession'][0], 'session')}, {counted(made, 'connection')}: all closed, no task pending")


def test_main_runs_without_a_loop_around_it(subject: Subject, web: Web) -> None:
    # More URLs than the limit, twice: whatever the first event loop left in the module, the second one meets.
    rounds = [[web.url(f"/ok?round={turn}&feed={n}") for n in range(60)] for turn in (1, 2)]
    found = subject.call("scenario:from_main", rounds, called="main")
    for urls, value in zip(rounds, found, strict=True):
        if value == "coroutine":
            fail(
                "main returned a coroutine: it was called, and nothing of it has run",
                expected="a list of CheckResult",
                actual="a coroutine",
                at="main",
                details=["A coroutine runs when a loop awaits it. asyncio.run starts one for code that has none."],
            )
        got = [str(one.fields.get("url")) for one in value or [] if hasattr(one, "fields")]
        expect(
            got == urls,
            f"main(60 URLs) returned {show(value, 120)}",
            expected="60 CheckResults, in the order of the URLs",
            actual=show(value, 120),
            at="main",
        )
    must_have_asked(web.journal.requests, "main", 120)
    web.reset()
    urls = [web.url(f"/status/{code}?as=program") for code in (200, 404)]
    program = subject.run("checker_async.py", *urls)
    sent = sorted(one.target for one in web.journal.requests)
    expect(
        program.code == 0 and len(sent) == 2,
        f"checker_async.py, run with two URLs, sent {counted(len(sent), 'request')} and ended with {program.code}",
        expected="2 requests, exit code 0",
        actual=f"{counted(len(sent), 'request')}, exit code {program.code}",
        at="main",
        details=program.stderr.splitlines()[-6:],
    )
    shown("main gave its results twice, each time on a new event loop, and the file runs as a program")


def _start(subject: Subject, urls: Sequence[str], *, timeout: float = 30.0, **limit: int) -> Call:
    """`limit` is the name of a keyword of check_all here, not the kit's limit of a call."""
    return subject.start(CHECK_ALL, urls, timeout=timeout, kwargs=limit)
