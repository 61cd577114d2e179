"""Step 1, many URLs: the requests overlap, and every URL gets exactly one result, in its place."""

import socket
from collections import Counter

from labkit.testing import Call, Raised, Subject, Web, expect, fail, show, shown
from returned import PATIENCE, fields_of, must_have_asked

CHECK_ALL = "checker_threads:check_all"


def test_requests_overlap(subject: Subject, web: Web) -> None:
    gate = web.gate("overlap")
    call = subject.start(CHECK_ALL, [gate.url(n) for n in range(12)], workers=4, timeout=30.0)
    held = gate.wait_for(4)  # the server answers nobody until four requests have arrived
    lines = web.journal.lines()
    gate.open()
    call.result()
    must_have_asked(lines, "check_all", 4)
    expect(
        held >= 4,
        f"check_all(12 URLs, workers=4) had {held} of 4 requests in flight at once",
        misconception="m1" if held == 1 else None,
        expected="4",
        actual=str(held),
        details=[
            *lines,
            "While this request waited for its answer, your program sent no other. Which call was it waiting in?",
        ],
    )
    shown("4 requests were in flight before the first one was answered")


def test_results_keep_the_input_order(subject: Subject, web: Web) -> None:
    slow, quick = web.gate("slow"), web.gate("quick")
    # The first URL is answered last, and the numbers are not sorted: neither order passes for the input's.
    numbers = [7, 2, 9, 4, 0, 8, 1, 6, 3, 5]
    urls = [(slow if n == numbers[0] else quick).url(n) for n in numbers]
    call = subject.start(CHECK_ALL, urls, workers=len(urls), timeout=30.0)
    quick.wait_for(len(urls) - 1)
    quick.open()
    slow.settle(limit=PATIENCE)  # all other answers have been taken
    slow.open()
    found = [str(one["url"]) for one in results_of(call)]
    must_have_asked(web.journal.requests, "check_all", 10)
    places = {url: str(n) for url, n in zip(urls, numbers, strict=True)}
    wanted, got = ", ".join(places.values()), ", ".join(places.get(url, url) for url in found)
    expect(
        sorted(found) == sorted(urls),
        f"check_all returned {len(found)} results for {len(urls)} URLs, or not for each one",
        expected=f"in this order: {wanted}",
        actual=got,
    )
    expect(
        found == urls,
        f"the results are not in the order of the URLs: page {numbers[0]} is the first URL, page {places[found[0]]} "
        "the first result",
        misconception="m3",
        expected=wanted,
        actual=got,
        details=[f"The server answered page {numbers[0]} last.", "What decides the place of a result in your list?"],
    )
    shown("the first URL was answered last, and the results stand in the order of the URLs")


def test_each_url_is_requested_once(subject: Subject, web: Web) -> None:
    paths = [f"/status/{(200, 404, 500)[n % 3]}?page={n}" for n in range(100)]
    paths += paths[7:10]  # three links stand twice on the page
    results = results_of(subject.start(CHECK_ALL, [web.url(path) for path in paths], timeout=30.0))
    requests = web.journal.requests
    must_have_asked(requests, "check_all", 103)
    sent, returned = Counter(one.target for one in requests), Counter(str(one["url"]) for one in results)
    for path, times in Counter(paths).items():
        how_often = f"{path} stands {'once' if times == 1 else 'twice'} in the list"
        expect(
            sent[path] == times,
            f"{how_often} and was requested {sent[path]} {'time' if sent[path] == 1 else 'times'}",
            expected=str(times),
            actual=str(sent[path]),
            details=[
                f"{len(paths)} URLs, {len(requests)} requests.",
                "Each place in the list is one request, no more and no less.",
            ],
        )
        got = returned[web.url(path)]
        expect(
            got == times,
            f"{how_often} and has {got} {'result' if got == 1 else 'results'}",
            expected=str(times),
            actual=str(got),
            details=[f"{len(paths)} URLs, {len(results)} results."],
        )
    for one in results:
        expect(
            f"/status/{one['status']}?" in str(one["url"]),
            f"check_all reported status {one['status']!r} for {one['url']}",
            expected="the status in the URL, which is what the server answered",
            actual=repr(one["status"]),
        )
    shown(f"{len(paths)} URLs, three of them twice: {len(requests)} requests, one for each place in the list")


def test_a_failing_url_costs_no_other_result(subject: Subject, web: Web) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # taken and not listening: refuses every connection
        good = [web.url(f"/ok?page={n}") for n in range(6)]
        bad = [
            f"http://127.0.0.1:{deaf.getsockname()[1]}/",
            "see chapter 3",
            web.url("/drop?after=none"),
            web.url("/loop"),
        ]
        urls = [good[0], bad[0], good[1], bad[1], good[2], bad[2], good[3], bad[3], good[4], good[5]]
        call = subject.start(CHECK_ALL, urls, workers=2, timeout=30.0, limit=12.0)
        outcome = call.outcome(hang="m2")
    answered = len({request.target for request in web.journal.requests if request.path == "/ok"})
    story = [
        "Of the 10 URLs, 6 answer; one refuses, one breaks off, one redirects for ever, one is no URL.",
        f"The server answered {answered} of the 6.",
    ]
    if isinstance(outcome, Raised) and not outcome.is_a("NotImplementedError"):
        fail(
            f"check_all raised {outcome.type} because of one URL, and the results of all 10 are lost",
            misconception="m2",
            expected="10 results",
            actual=f"{outcome.type}: {outcome.message}"[:300],
            at=outcome.trace[-1] if outcome.trace else None,
            details=story,
        )
    results = {str(one["url"]): one for one in results_of(call, "m2")}
    lost = [url for url in urls if url not in results]
    expect(
        not lost,
        f"check_all lost {len(lost)} of 10 results, that of {lost[0] if lost else ''} first",
        misconception="m2",
        expected="10 results",
        actual=f"{len(results)} results",
        details=[*story, "A URL that fails has a result as well: status None, and the reason in error."],
    )
    must_have_asked(web.journal.requests, "check_all", 6)
    for url, one in results.items():
        seen = f"status={one['status']!r}, error={one['error']!r}"
        if url in good:
            fine, wanted = one["status"] == 200 and one["error"] is None, "status=200, error=None"
        else:  # a client that does not follow redirects has an answer for the endless one
            fine, wanted = bool(one["error"]) or url == bad[3], "an error that says what happened"
        expect(
            fine,
            f"check_all returned {seen} for {url}",
            misconception="m2" if url in good else None,
            expected=wanted,
            actual=seen,
            details=story,
        )
    shown("4 of 10 URLs failed, and all 10 have their result")


def results_of(call: Call, misconception: str | None = None) -> list[dict[str, object]]:
    """The fields of the CheckResults that `check_all` returned, or the check fails."""
    value = call.result()
    if not isinstance(value, list):
        fail(f"check_all returned {show(value, 120)}", expected="a list of CheckResult", actual=show(value, 120))
    return [fields_of(one, f"result {place} of {len(value)}", misconception) for place, one in enumerate(value)]
