"""Step 2: what the workers are given, how often they are started, and that they end."""

import multiprocessing
import sys

from labkit.testing import Subject, Web, expect, fail, not_decided, shown
from observing import answers, finish, start


def test_every_start_method_gives_the_same(subject: Subject, web: Web) -> None:
    default = multiprocessing.get_all_start_methods()[0]
    # Fork first: what works there and not under spawn relied on memory that was only copied by fork.
    methods = list(dict.fromkeys((*(("fork",) if sys.platform == "linux" else ()), default, "spawn")))
    urls = [web.url(f"/status/{(200, 404)[n % 2]}?page={n}") for n in range(6)]
    silent = [web.gate("silent").url(n) for n in range(2)]
    wanted = [(url, (200, 404)[n % 2], False) for n, url in enumerate(urls)]
    try:
        for place, method in enumerate(methods):
            needs_fork = "m2" if methods[0] == "fork" and place > 0 else None
            works = (
                "The same call worked under fork, where a worker starts as a copy of the caller." if needs_fork else ""
            )
            story = [
                *([works] if works else []),
                f"Start method: {method}. Under spawn a worker knows what the import of your file told it.",
            ]
            subject.start_method(method)
            call = start(subject, urls, processes=2, chunksize=2, fork=method == "fork", limit=20.0)
            found = finish(call, hang=needs_fork, raised=needs_fork, details=story).results
            expect(
                answers(found) == wanted,
                f"under {method}, the results are not those of a loop",
                misconception=needs_fork,
                expected="; ".join(f"{url}: {status}" for url, status, _ in wanted),
                actual="; ".join(f"{one['url']}: {one['status'] or one['error']}" for one in found),
                details=story,
            )
            _timeout_arrives(subject, silent, method, needs_fork, story)
    finally:
        subject.start_method("spawn")
    shown(f"the results, and the timeout given to check_all, are the same under {_list(methods)}")


TIMEOUT = 0.9
"""Seconds. No timer fires early, so less than this is another timeout; on a busy machine it may take longer."""


def _timeout_arrives(subject: Subject, silent: list[str], method: str, key: str | None, story: list[str]) -> None:
    """Two servers never answer: each result is an error, after TIMEOUT and not after some other time."""
    waited: list[float] = []
    for _ in range(3):
        call = start(subject, silent, processes=2, chunksize=1, timeout=TIMEOUT, fork=method == "fork", limit=20.0)
        found = finish(call, hang=key, raised=key, details=story).results
        expect(
            answers(found) == [(url, None, True) for url in silent],
            f"under {method}, a server that never answers gave a result that is no timeout",
            misconception=key,
            expected=f"status=None and an error, after {TIMEOUT} s",
            actual="; ".join(f"{one['url']}: {one['status'] or one['error']}" for one in found),
            details=story,
        )
        waited += [float(one["elapsed"]) for one in found]
        if TIMEOUT * 0.9 <= min(waited) <= TIMEOUT * 1.7:
            return
        if min(waited) < TIMEOUT * 0.9:
            break
    early, steady = min(waited) < TIMEOUT * 0.9, max(waited) - min(waited) < 0.1
    if not early and not steady and min(waited) < 4 * TIMEOUT:
        not_decided(f"a timeout of {TIMEOUT} s took {min(waited):.1f} s and more: this machine is too busy to tell why")
    fail(
        f"under {method}, check_all(timeout={TIMEOUT}) gave a silent server {min(waited):.2f} s",
        misconception=key,
        expected=f"{TIMEOUT} s",
        actual=f"{min(waited):.2f} s",
        details=[*story, "Which value did the worker use, and who had set it?"],
    )


URLS, CHUNK = 60, 4
SENT, RECEIVED = 300, 900
"""Bytes a URL. Pools, executors, queues and pipes need 40 to 120 to a worker and about 100 back."""
MESSAGES = 2 * URLS // CHUNK
"""Twice as many as there are chunks; a message for each URL would be four times as many."""


def test_messages_are_few_and_small(subject: Subject, web: Web) -> None:
    urls = [web.url(f"/bytes/3000?page={n}") for n in range(URLS)]
    found = finish(start(subject, urls, processes=2, chunksize=CHUNK))
    sent, received = found.sent_bytes / URLS, found.received_bytes / URLS
    figures = [
        f"Sent: {found.url_messages} messages with URLs, {sent:,.0f} bytes for each URL.",
        f"Received: {received:,.0f} bytes for each URL.",
    ]
    expect(
        sent <= SENT,
        f"check_all sends {sent:,.0f} bytes to its workers for each URL; a URL has {len(urls[0])}",
        misconception="m1",
        expected=f"at most {SENT}",
        actual=f"{sent:,.0f}",
        details=[*figures, "What travels with each URL that a worker could have made for itself, once?"],
    )
    expect(
        received <= RECEIVED,
        f"the workers send back {received:,.0f} bytes for each URL",
        expected=f"at most {RECEIVED}: a CheckResult",
        actual=f"{received:,.0f}",
        details=[*figures, "The page has 3,000 bytes, and nobody asked for them."],
    )
    expect(
        found.url_messages <= MESSAGES,
        f"check_all({URLS} URLs, chunksize={CHUNK}) sent its URLs in {found.url_messages} messages",
        expected=f"{URLS // CHUNK} chunks",
        actual=str(found.url_messages),
        details=[*figures, "chunksize says how many URLs travel in one message."],
    )
    shown(
        f"{sent:,.0f} bytes to a worker and {received:,.0f} back for each URL; "
        f"{found.url_messages} messages for {URLS} URLs in chunks of {CHUNK}"
    )


def test_workers_are_started_once(subject: Subject, web: Web) -> None:
    urls = [web.url(f"/ok?page={n}") for n in range(10)]
    found = finish(start(subject, urls, processes=2, chunksize=1))
    clients = {one.client for one in web.journal.requests if one.client is not None}
    most = 2 * 2 + 2
    expect(
        max(found.started, len(clients)) <= most,
        f"check_all(10 URLs, processes=2) started {max(found.started, len(clients))} processes",
        misconception="m4",
        expected="2",
        actual=str(max(found.started, len(clients))),
        details=[
            f"The 10 requests came from {len(clients)} different processes.",
            "Starting an interpreter takes longer than most requests. Where in your code is the pool made?",
        ],
    )
    shown(f"10 URLs were checked by {len(clients) or found.started} processes, started once")


def test_no_worker_is_left(subject: Subject, web: Web) -> None:
    urls = [web.url(f"/ok?page={n}") for n in range(6)] + ["see chapter 3"]
    found = finish(start(subject, urls, processes=2, chunksize=2))
    left = subject.children()
    expect(
        not found.unjoined and not left,
        f"check_all returned, and {max(found.unjoined, len(left))} of its workers had not ended and been joined",
        misconception="m6",
        expected="0",
        actual=str(max(found.unjoined, len(left))),
        details=[
            f"Not joined at the return: {found.unjoined}. Still alive a moment later: {len(left)}.",
            "A pool ends its workers when told to, and join() or the end of a with block waits for it.",
        ],
    )
    shown("when check_all returned, every worker had ended and had been joined")


def _list(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
