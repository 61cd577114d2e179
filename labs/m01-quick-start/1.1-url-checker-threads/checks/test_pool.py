"""Step 2: the requests in flight are bounded by `workers`, any size works, and nothing is left behind."""

from labkit.testing import Raised, Record, Subject, Web, expect, fail, show, shown
from returned import PATIENCE, must_have_asked

CHECK_ALL = "checker_threads:check_all"


def test_workers_bound_the_requests_in_flight(subject: Subject, web: Web) -> None:
    for workers, options in ((3, {"workers": 3}), (40, {"workers": 40}), (20, {})):
        called = f"check_all({workers + 5} URLs{f', workers={workers}' if options else ''})"
        web.reset()
        gate = web.gate("bound")
        call = subject.start(CHECK_ALL, [gate.url(n) for n in range(workers + 5)], timeout=30.0, **options)
        gate.wait_for(workers)
        held = gate.settle(limit=PATIENCE)  # every thread is blocked, so no further request is on its way
        lines = web.journal.lines(4)
        gate.open()
        call.result()
        peak = max(held, web.journal.peak_in_flight)
        must_have_asked(lines, called, workers)
        expect(
            peak <= workers,
            f"{called} had {peak} requests in flight at once; {workers} were allowed",
            misconception="m4",
            expected=str(workers),
            actual=str(peak),
            details=[
                *lines,
                "What decides in your code how many requests run at once? Follow `workers` to that place.",
            ],
        )
        expect(
            held == workers,
            f"{called} had {counted(held, 'request')} in flight and stopped there, though none was answered yet",
            misconception="m1" if held == 1 else "m4",
            expected=str(workers),
            actual=str(held),
            details=[*lines, "`workers` is the number in flight while there is work, not only an upper bound."],
        )
    shown("3, 40 and by default 20 requests were in flight at once, and with every thread blocked not one more")


def test_any_number_of_urls_and_workers(subject: Subject, web: Web) -> None:
    for count, workers in ((1, 20), (3, 50), (5, 2), (0, 20)):
        urls = tuple(web.url(f"/ok?page={n}&workers={workers}") for n in range(count))
        called = f"check_all({count} {'URL' if count == 1 else 'URLs'}, workers={workers})"
        before = len(web.journal.requests)
        call = subject.start(CHECK_ALL, urls, workers=workers, timeout=30.0)
        outcome = call.outcome()
        if isinstance(outcome, Raised) and not outcome.is_a("NotImplementedError"):
            fail(
                f"{called} raised {outcome.type}: {outcome.message}",
                expected=f"{count} results",
                actual=outcome.type,
                at=outcome.trace[-1] if outcome.trace else None,
                details=["The numbers of workers and of URLs are independent: either may be the larger one."],
            )
        value = call.result()
        found = (
            [str(one.fields.get("url")) for one in value if isinstance(one, Record)]
            if isinstance(value, list)
            else [""]
        )
        expect(
            sorted(found) == sorted(urls) and len(value) == count,
            f"{called} returned {show(value, 120)}",
            expected="[]" if count == 0 else "one CheckResult for each URL",
            actual=show(value, 120),
        )
        sent = len(web.journal.requests) - before
        must_have_asked(sent or not count, called, count)
        expect(
            sent == count,
            f"{called} sent {counted(sent, 'request')}",
            expected=str(count),
            actual=str(sent),
        )
    gate = web.gate("alone")
    call = subject.start(CHECK_ALL, [gate.url(n) for n in range(3)], workers=1, timeout=30.0)
    held = gate.settle(limit=PATIENCE)
    gate.open()
    call.result()
    expect(
        held == 1,
        f"check_all(3 URLs, workers=1) had {counted(held, 'request')} in flight at once",
        misconception="m4" if held > 1 else None,
        expected="1",
        actual=str(held),
    )
    shown("no URL, one URL, one worker, more workers than URLs: each URL got one request and one result")


def test_nothing_is_left_behind(subject: Subject, web: Web) -> None:
    before = subject.threads()
    urls = [web.url(f"/bytes/2000?page={n}") for n in range(30)]
    subject.call(CHECK_ALL, urls, workers=7, timeout=30.0)
    web.gate("end").settle(limit=PATIENCE)  # a thread that is about to end has ended
    made, left = web.connections_made, web.connections
    must_have_asked(made, "check_all", 30)
    threads = [name for name in subject.threads() if name not in before]
    expect(
        not threads,
        f"{counted(len(threads), 'thread')} still lived after check_all had returned",
        expected="0 threads",
        actual=f"{len(threads)}: {', '.join(threads[:5])}",
        details=["Every thread has to be waited for by someone: join() it, or leave the executor's with block."],
    )
    expect(
        not left,
        f"{left} of {counted(made, 'connection')} were still open after check_all had returned",
        expected="0 connections",
        actual=str(left),
        details=[
            "A session keeps its connections for the next request. One that outlives the call, at module level say,",
            "holds a socket here and another at the server, for nobody. Close it with a with block inside the call.",
            *web.journal.lines(4),
        ],
    )
    shown(f"{counted(made, 'connection')} made, none left open, and no thread left")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
