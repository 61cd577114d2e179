"""Step 1: worker processes check the URLs, and every URL has its result, in its place."""

import socket
from collections import Counter

from labkit.testing import Subject, Web, expect, fail, shown
from observing import answers, finish, seen, start

MADE_UP = "The server saw no request: the results were made up."


def test_results_are_those_of_a_loop(subject: Subject, web: Web) -> None:
    paths = [f"/status/{(200, 404, 500)[n % 3]}?page={n}" for n in range(40)]
    paths += paths[7:10]  # three links stand twice on the page
    urls = [web.url(path) for path in paths]
    found = finish(start(subject, urls, processes=2, chunksize=4)).results
    requests = web.journal.requests
    expect(
        requests, "check_all returned without sending a request", expected=str(len(urls)), actual="0", details=[MADE_UP]
    )
    expect(
        sorted(str(one["url"]) for one in found) == sorted(urls),
        f"check_all returned {len(found)} results for {len(urls)} URLs, or not for each one",
        expected=f"{len(urls)} results, one for each place in the list",
        actual=f"{len(found)} results for {len({one['url'] for one in found})} different URLs",
    )
    for place, (url, one) in enumerate(zip(urls, found, strict=True)):
        expect(
            one["url"] == url,
            f"result {place} belongs to another URL: the results are not in the order of the URLs",
            expected=url,
            actual=str(one["url"]),
        )
        status = int(url.partition("/status/")[2][:3])
        expect(
            one["status"] == status and one["error"] is None,
            f"the server answered {status} for {url}, and the result says {seen(one)}",
            expected=f"status={status}, error=None",
            actual=seen(one),
        )
        elapsed = one["elapsed"]
        expect(
            isinstance(elapsed, float) and 0 < elapsed < 60,
            f"elapsed of {url} is {elapsed!r}",
            expected="the seconds the check took",
            actual=repr(elapsed),
        )
    sent = Counter(one.target for one in requests)
    for path, times in Counter(paths).items():
        expect(
            sent[path] == times,
            f"{path} stands in the list {_times(times)} and was requested {_times(sent[path])}",
            expected=str(times),
            actual=str(sent[path]),
        )
    shown(f"{len(urls)} URLs: {len(requests)} requests, and the results a loop would have given, in its order")


def test_processes_work_at_the_same_time(subject: Subject, web: Web) -> None:
    gate = web.gate("workers")
    call = start(subject, [gate.url(n) for n in range(18)], processes=3, chunksize=2)
    gate.wait_for(3)  # the server answers nobody until three requests have arrived
    held = gate.settle()
    children = subject.children() if not call.done else []
    caller = subject.pid
    waiting = [one for one in web.journal.requests if one.held]
    lines = web.journal.lines()
    gate.open()
    finish(call)
    expect(lines, "check_all returned without sending a request", expected="3 in flight", actual="0", details=[MADE_UP])
    clients = {one.client for one in web.journal.requests if one.client is not None}
    expect(
        caller not in clients,
        "requests came from the process that called check_all",
        expected="requests from worker processes only",
        actual=f"process {caller} sent {sum(one.client == caller for one in web.journal.requests)}",
        details=lines,
    )
    senders = {one.client for one in waiting if one.client is not None} or set(children)
    expect(
        held >= 3 and len(senders) >= 3,
        f"check_all(18 URLs, processes=3) had {held} requests in flight, from {_processes(len(senders))}",
        expected="3 in flight, from 3 processes",
        actual=f"{held} in flight, from {len(senders)}",
        details=[*lines, "The server held these, and no other arrived. What was check_all waiting for?"],
    )
    expect(
        web.journal.peak_in_flight <= 3,
        f"check_all(processes=3) had {web.journal.peak_in_flight} requests in flight at once",
        expected="3",
        actual=str(web.journal.peak_in_flight),
        details=lines,
    )
    shown(f"3 requests were in flight at once, from 3 processes, none of them the caller ({len(lines)} seen by then)")


def test_a_failure_keeps_its_url(subject: Subject, web: Web) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # a port that is taken and does not listen refuses every connection
        refused = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        bad = [refused, "see chapter 3", web.url("/drop?after=none")]
        good = [web.url(f"/ok?page={n}") for n in range(7)]
        urls = [good[0], bad[0], good[1], good[2], bad[1], good[3], good[4], bad[2], good[5], good[6]]
        call = start(subject, urls, processes=2, chunksize=3)
        story = [
            "Of the 10 URLs, 7 answer; one refuses the connection, one is no URL, one breaks off.",
            "An exception that leaves a worker comes back without the URL it belongs to, and takes its chunk with it.",
        ]
        found = finish(call, raised="m5", details=story).results
    for place, (url, one) in enumerate(zip(urls, found, strict=False)):
        good_result = one["status"] == 200 and one["error"] is None
        bad_result = one["status"] is None and isinstance(one["error"], str) and one["error"].strip()
        expect(
            one["url"] == url and (bad_result if url in bad else good_result),
            f"result {place} says url={one['url']!r}, {seen(one)}; the URL there is {url}",
            misconception="m5",
            expected=f"url={url!r}, " + ("status=None and an error" if url in bad else "status=200, error=None"),
            actual=f"url={one['url']!r}, {seen(one)}",
            details=story,
        )
    expect(
        len(found) == len(urls),
        f"{len(urls)} URLs, 3 of them broken, and {len(found)} results",
        misconception="m5",
        expected=str(len(urls)),
        actual=str(len(found)),
        details=story,
    )
    shown("3 of 10 URLs failed, each result names its URL, and no other result was lost")


def test_any_number_of_urls_and_workers(subject: Subject, web: Web) -> None:
    for count, processes, chunksize in ((0, 2, 5), (1, 2, 5), (3, 1, 50)):
        what = f"check_all({count} URLs, processes={processes}, chunksize={chunksize})"
        urls = [web.url(f"/ok?page={n}&of={count}") for n in range(count)]
        found = finish(start(subject, urls, processes=processes, chunksize=chunksize)).results
        wanted = [(url, 200, False) for url in urls]
        if answers(found) != wanted:
            fail(
                f"{what} returned {len(found)} results, or others than asked for",
                expected=f"{count} results with status 200",
                actual=", ".join(f"{one['url']}: {seen(one)}" for one in found) or "none",
            )
    shown("no URL, one URL, one worker, and chunks longer than the list all give their results")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"
