"""Step 2: many URLs. They wait together, and every one has its result, in its place."""

import contextlib
import socket
from collections import Counter

from labkit.testing import Subject, Web, expect, shown
from results import PATIENCE, beats, counted, loop_turns, must_have_asked, results_of, seen

CHECK_ALL = "checker_async:check_all"


def test_requests_overlap(subject: Subject, web: Web) -> None:
    gate = web.gate("overlap")
    urls = [gate.url(n) for n in range(12)]
    call = subject.start(
        "scenario:beside_a_heartbeat", urls, beats=beats(web), at_once=4, timeout=30.0, called="check_all"
    )
    held = gate.wait_for(4)  # the server answers nobody until four requests have arrived
    lines = [one for one in web.journal.lines() if "-beat" not in one]
    turns = loop_turns(web)
    gate.open()
    results_of(call, "check_all")
    must_have_asked(lines, "check_all", 4)
    why = "The loop was free: another task of it ran. So your program was waiting in an await for this one request."
    if not turns:
        why = "The loop itself stood still: no other task could run. Look for a call that waits without an await."
    expect(
        held >= 4,
        f"check_all(12 URLs, limit=4) had {held} of 4 requests in flight at once",
        misconception="m3" if not turns else "m1" if held == 1 else None,
        expected="4",
        actual=str(held),
        at="check_all",
        details=[*lines, why],
    )
    shown("4 requests were in flight before the first one was answered, and the loop went on turning")


def test_results_keep_the_input_order(subject: Subject, web: Web) -> None:
    slow, quick = web.gate("slow"), web.gate("quick")
    # The first URL is answered last, and the numbers are not sorted: neither order passes for the input's.
    numbers = [6, 1, 8, 3, 9, 0, 7, 2, 5, 4]
    urls = [(slow if n == numbers[0] else quick).url(n) for n in numbers]
    call = subject.start(CHECK_ALL, urls, timeout=30.0)
    quick.wait_for(len(urls) - 1)
    quick.open()
    slow.settle(limit=PATIENCE)  # all other answers have been taken
    slow.open()
    found = [str(one["url"]) for one in results_of(call, "check_all")]
    must_have_asked(web.journal.requests, "check_all", len(urls))
    places = {url: str(n) for url, n in zip(urls, numbers, strict=True)}
    wanted, got = ", ".join(places.values()), ", ".join(places.get(url, url) for url in found)
    expect(
        sorted(found) == sorted(urls),
        f"check_all returned {counted(len(found), 'result')} for {len(urls)} URLs, or not one for each",
        expected=f"in this order: {wanted}",
        actual=got,
        at="check_all",
    )
    expect(
        found == urls,
        f"feed {numbers[0]} is first in the list, and feed {places[found[0]]} is first in the results",
        expected=wanted,
        actual=got,
        at="check_all",
        details=[
            f"The server answered feed {numbers[0]} last.",
            "gather returns results in the order it was given; as_completed and wait in the order of arrival, or none.",
        ],
    )
    shown("the first URL was answered last, and the results stand in the order of the URLs")


def test_each_url_is_requested_once(subject: Subject, web: Web) -> None:
    paths = [f"/status/{(200, 404, 500)[n % 3]}?feed={n}" for n in range(100)]
    paths += paths[20:23]  # three feeds are listed twice in the directory
    results = results_of(subject.start(CHECK_ALL, [web.url(path) for path in paths], timeout=30.0), "check_all")
    requests = web.journal.requests
    must_have_asked(requests, "check_all", len(paths))
    sent, returned = Counter(one.target for one in requests), Counter(str(one["url"]) for one in results)
    for path, times in Counter(paths).items():
        stands = f"{path} stands {_times(times)} in the list"
        expect(
            sent[path] == times,
            f"{stands} and was requested {_times(sent[path])}",
            expected=_times(times),
            actual=_times(sent[path]),
            at="check_all",
            details=[f"{len(paths)} URLs, {len(requests)} requests. Each place in the list is one request."],
        )
        got = returned[web.url(path)]
        expect(
            got == times,
            f"{stands} and has {counted(got, 'result')}",
            expected=str(times),
            actual=str(got),
            at="check_all",
            details=[f"{len(paths)} URLs, {len(results)} results. Each place in the list has one result."],
        )
    for one in results:
        expect(
            f"/status/{one['status']}?" in str(one["url"]),
            f"check_all reported {seen(one)} for {one['url']}",
            expected="the status in the URL, which is what the server answered",
            actual=repr(one["status"]),
            at="check_all",
        )
    shown(f"{len(paths)} URLs, three of them twice: {len(requests)} requests, one for each place in the list")


def test_a_failing_url_costs_no_other_result(subject: Subject, web: Web) -> None:
    gate = web.gate("patient")
    good = [gate.url(n) for n in range(5)]
    with socket.create_server(("127.0.0.1", 0)) as rude:  # takes connections, and hangs up when it is told to
        rude.setblocking(False)
        bad = [f"http://127.0.0.1:{rude.getsockname()[1]}/feed{n}.xml" for n in range(2)]
        urls = [good[0], bad[0], good[1], good[2], bad[1], good[3], good[4]]
        call = subject.start(CHECK_ALL, urls, timeout=30.0)
        gate.wait_for(len(good))
        gate.settle(limit=PATIENCE)  # all seven are in flight
        with contextlib.suppress(BlockingIOError):
            while True:
                rude.accept()[0].close()
    held = gate.settle(limit=PATIENCE)  # two have failed by now, and no server is there for a second try
    given_up = sum(one.abandoned for one in web.journal.requests)
    gate.open()
    story = [
        "Of the 7 URLs, 5 answer late. The server of the other 2 hangs up while all 7 are in flight.",
        f"After that, {held} of the 5 were still in flight and {given_up} had been given up.",
    ]
    results = results_of(call, "check_all", failing=True, story=story)
    by_url = {str(one["url"]): one for one in results}
    lost = [url for url in urls if url not in by_url]
    expect(
        not lost,
        f"check_all lost {len(lost)} of {len(urls)} results, that of {lost[0] if lost else ''} first",
        misconception="m5",
        expected=f"{len(urls)} results",
        actual=f"{len(by_url)} results",
        at="check_all",
        details=[*story, "A URL that fails has a result as well: status None, and the reason in error."],
    )
    for url, one in by_url.items():
        answered = one["status"] == 200 and one["error"] is None
        expect(
            answered if url in good else one["error"] and one["status"] is None,
            f"check_all returned {seen(one)} for {url}",
            misconception="m5" if url in good else None,
            expected="status=200, error=None" if url in good else "status=None and an error",
            actual=seen(one),
            at="check_all",
            details=story,
        )
    must_have_asked(web.journal.requests, "check_all", len(good))
    shown("2 of 7 URLs failed while the others were in flight, and all 7 have their result")


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")
