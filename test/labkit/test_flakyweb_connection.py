"""Connections: reuse, order, versions, slow clients, clients that go away."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from labkit.services.flakyweb import Limits, Web
from raw_http import LIMIT, client, fetch


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def test_a_kept_connection_serves_many_requests_and_counts_once(web: Web) -> None:
    connection = http.client.HTTPConnection(urlsplit(web.base).netloc, timeout=LIMIT)
    for _ in range(20):
        connection.request("GET", "/ok")
        assert connection.getresponse().read() == b"ok\n"
    assert (web.connections, web.connections_made) == (1, 1)
    assert {request.connection for request in web.journal.requests} == {1}
    connection.close()
    assert (web.connections, web.connections_made) == (0, 1)


def test_a_connection_per_request_is_counted_as_such(web: Web) -> None:
    for _ in range(3):
        fetch(web, "/ok")
    assert web.connections_made == 3
    assert [request.connection for request in web.journal.requests] == [1, 2, 3]


def test_pipelined_requests_are_answered_in_order(web: Web) -> None:
    with client(web) as connected:
        connected.send(b"".join(b"GET /status/%d HTTP/1.1\r\nHost: x\r\n\r\n" % code for code in range(200, 204)) * 5)
        codes = [connected.reply().status for _ in range(20)]
    assert codes == [200, 201, 202, 203] * 5
    assert web.journal.peak_in_flight == 1


def test_a_body_between_pipelined_requests_is_read_away(web: Web) -> None:
    with client(web) as connected:
        connected.send(
            b"POST /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /"
            + b"GET /status/201 HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        assert [connected.reply().status, connected.reply().status] == [200, 201]
    assert [request.received_bytes for request in web.journal.requests] == [5, 0]


def test_an_unwanted_long_body_costs_the_connection_not_the_memory(web: Web) -> None:
    with client(web) as connected:
        connected.get("/ok", "Content-Length: 100000000", method="POST")
        assert connected.reply().status == 200
        sent = 0
        with pytest.raises(OSError):
            while sent < 100_000_000:
                connected.send(b"x" * 65536)
                sent += 65536
    assert fetch(web, "/ok").status == 200


def test_http_1_0_closes_unless_asked_to_keep(web: Web) -> None:
    with client(web) as connected:
        connected.send(b"GET /ok HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        assert connected.reply().headers["connection"] == "keep-alive"
        connected.send(b"GET /ok HTTP/1.0\r\n\r\n")
        assert connected.reply().headers["connection"] == "close"
        assert connected.rest() == b""


def test_a_body_of_unknown_length_is_chunked_or_ends_with_the_connection(web: Web) -> None:
    assert len(fetch(web, "/bytes/200000?chunked=1").body) == 200_000
    with client(web) as connected:
        connected.send(b"GET /bytes/200000?chunked=1 HTTP/1.0\r\n\r\n")
        reply = connected.reply()
    assert "transfer-encoding" not in reply.headers
    assert len(reply.body) == 200_000


@pytest.mark.parametrize(
    "target", ["/ok", "/bytes/5000", "/drip/5", "/bytes/7?chunked=1", "/sse?count=3", "/site/1/0", "/api/items"]
)
def test_head_has_the_head_of_get_and_no_body(web: Web, target: str) -> None:
    with client(web) as connected:
        connected.get(target, method="HEAD")
        head = connected.reply("HEAD")
        connected.get("/status/204")
        assert connected.reply().status == 204
    assert head.status == 200
    assert head.headers.get("content-length") == fetch(web, target).headers.get("content-length")
    assert web.journal.requests[0].body_bytes == 0


def test_a_client_that_expects_100_gets_it_where_the_body_is_wanted(web: Web) -> None:
    with client(web) as connected:
        connected.get("/upload", "Content-Length: 3", "Expect: 100-continue", method="POST")
        assert connected.head().status == 100
        connected.send(b"abc")
        assert b'"bytes": 3' in connected.reply().body


def test_a_client_that_expects_100_is_told_the_answer_where_it_is_not(web: Web) -> None:
    with client(web) as connected:
        connected.get("/nowhere", "Content-Length: 3", "Expect: 100-continue", method="POST")
        reply = connected.reply()
        assert (reply.status, reply.headers["connection"]) == (404, "close")
        assert connected.rest() == b""


def test_a_request_head_that_never_ends_is_given_up() -> None:
    with Web(limits=Limits(head_seconds=0.05)) as web, client(web) as slow, client(web) as idle:
        slow.send(b"GET /ok HTTP/1.1\r\nHost:")
        assert slow.reply().status == 408
        assert slow.rest() == b""
        idle.get("/ok")  # waiting between requests is no fault
        assert idle.reply().status == 200


def test_a_client_that_does_not_close_after_the_last_reply_is_cut_off() -> None:
    with Web(limits=Limits(linger_seconds=0.05)) as web, client(web) as connected:
        connected.get("/ok", "Connection: close")
        assert connected.reply().status == 200
        with pytest.raises(OSError):
            while True:
                connected.send(b"still here\r\n")


def test_a_client_that_closes_its_sending_half_still_gets_its_reply(web: Web) -> None:
    gate = web.gate("half")
    with client(web) as connected:
        connected.get("/gate/half")
        connected.socket.shutdown(socket.SHUT_WR)
        assert gate.wait_for(1) == 1
        assert web.connections == 1
        gate.open()
        assert connected.reply().body == b"gate half 0\n"


@pytest.mark.parametrize("rude", [True, False], ids=["reset", "close"])
def test_a_client_that_goes_away_at_a_gate_is_no_longer_held(web: Web, rude: bool) -> None:
    gate = web.gate("gone")
    with client(web) as other:
        other.get("/gate/gone/1")
        with client(web) as connected:
            connected.get("/gate/gone/2")
            assert gate.wait_for(2) == 2
            if rude:
                connected.reset()
        assert web.connections == 1
        assert gate.held == 1
        assert gate.peak == 2
        gate.open()
        assert other.reply().status == 200
    requests = {request.path: request for request in web.journal.requests}
    assert (requests["/gate/gone/2"].status, requests["/gate/gone/2"].abandoned) == (None, True)
    assert requests["/gate/gone/1"].abandoned is False
    assert "client left" in "\n".join(web.journal.lines())


@pytest.mark.parametrize("rude", [True, False], ids=["reset", "close"])
def test_a_request_whose_client_left_at_once_is_recorded_and_never_held(web: Web, rude: bool) -> None:
    for _ in range(50):
        with client(web) as connected:
            connected.get("/gate/gone")
            if rude:
                connected.reset()
    assert web.connections == 0
    assert web.gate("gone").held == 0
    assert web.journal.in_flight == 0
    requests = web.journal.requests
    assert len(requests) == 50 if not rude else len(requests) <= 50  # a reset may take the request with it
    assert {(request.status, request.abandoned) for request in requests} <= {(None, True)}


def test_resets_at_every_moment_leave_the_server_answering(web: Web) -> None:
    targets = [
        "/ok",
        "/bytes/3000000",
        "/drip/1000",
        "/gate/never",
        "/delay/60000",
        "/sse?count=0",
        "/upload",
        "/ws/echo",
    ]
    for step in range(8):
        for target in targets:
            connected = client(web)
            with connected as one:
                data = f"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc".encode()
                if target != "/upload":
                    data = f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
                one.send(data[: max(1, len(data) * step // 7)])
                one.reset()
    assert fetch(web, "/ok").status == 200
    assert web.connections == 0
    assert web.journal.in_flight == 0


def test_three_hundred_connections_at_once_are_served(web: Web) -> None:
    gate = web.gate("many")
    open_now = [client(web) for _ in range(300)]
    try:
        clients = [one.__enter__() for one in open_now]
        for number, one in enumerate(clients):
            one.get(f"/gate/many/{number}")
        assert gate.wait_for(300) == 300
        assert web.connections == 300
        gate.open()
        assert [one.reply().body for one in clients] == [f"gate many {n}\n".encode() for n in range(300)]
    finally:
        for one in open_now:
            one.__exit__(None, None, None)
    assert sorted(request.in_flight for request in web.journal.requests) == list(range(1, 301))


def test_a_client_that_left_is_not_counted_beside_its_next_request(web: Web) -> None:
    with client(web) as second:
        for _ in range(100):
            with client(web) as first:
                first.get("/gate/shut")
                assert web.gate("shut").wait_for(1) == 1
            second.get("/ok")
            second.reply()
    assert [request.in_flight for request in web.journal.requests] == [1] * 200


@pytest.mark.parametrize("rude", [True, False], ids=["reset", "close"])
def test_a_departure_is_heard_before_a_later_request_even_when_the_server_is_late(rude: bool) -> None:
    """The server sleeps while one client leaves and another, whose first bytes are older, completes its request."""
    looked, asleep, awake = threading.Event(), threading.Event(), threading.Event()

    def slow_lookup() -> list[int]:
        if looked.is_set():
            asleep.set()
            awake.wait(LIMIT)
        return []

    with Web(clients=slow_lookup) as web, client(web) as first, client(web) as second, client(web) as third:
        first.get("/gate/shut")
        second.get("/ok")
        second.reply()
        assert web.gate("shut").wait_for(1) == 1
        looked.set()
        third.get("/ok")
        assert asleep.wait(LIMIT)
        second.send(b"GET /late HTTP/1.1\r\n")
        first.reset() if rude else first.close()
        second.send(b"Host: x\r\n\r\n")
        awake.set()
        second.reply()
        (late,) = [request for request in web.journal.requests if request.path == "/late"]
        assert late.in_flight == 1


def test_a_reply_read_in_full_is_not_counted_beside_the_next_request(web: Web) -> None:
    with client(web) as first, client(web) as second:
        for turn in range(200):
            connected = (first, second)[turn % 2]
            connected.get(f"/bytes/{turn * 2000}")
            connected.reply()
    assert web.journal.peak_in_flight == 1


def test_in_flight_never_exceeds_what_the_client_had_open(web: Web) -> None:
    """Eight threads, each with one request at a time, half of them dropping connections: never more than 8."""

    def work(number: int) -> None:
        for turn in range(40):
            with client(web) as connected:
                connected.get(f"/gate/shut/{number}-" if turn % 4 == 0 else "/bytes/70000" if turn % 2 else "/ok")
                if turn % 4:
                    connected.reply()
                elif turn % 8:
                    connected.reset()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.journal.requests) > 200
    assert web.journal.peak_in_flight <= 8
    assert web.journal.in_flight == 0
