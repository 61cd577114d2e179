"""The journal: what was asked, by whom, and whether the reply was read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from labkit.services.flakyweb import Request, Web
from labkit.services.flakyweb.peers import parse_lsof
from labkit.services.flakyweb.sockets_windows import parse as parse_windows_table
from raw_http import LIMIT, client, fetch

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what another process has read")
BIG = 8_000_000
"""More than the buffers of both ends hold."""


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def only(web: Web) -> Request:
    (request,) = web.journal.requests
    return request


def test_a_request_is_recorded_as_it_came(web: Web) -> None:
    now = [100.0]
    with Web(clock=lambda: now[0]) as other:
        fetch(other, "/status/418?a=1&b=%20", "X-Lab-Client: me")
        request = only(other)
        assert (request.number, request.method, request.target) == (1, "GET", "/status/418?a=1&b=%20")
        assert (request.path, request.query, request.status) == ("/status/418", {"a": "1", "b": " "}, 418)
        assert request.headers["x-lab-client"] == "me"
        assert (request.arrived, request.replied, request.in_flight) == (100.0, 100.0, 1)
        assert (request.body_bytes, request.held, request.abandoned) == (len("status 418\n"), False, False)


def test_lines_are_short_and_say_how_many_are_left_out(web: Web) -> None:
    for number in range(5):
        fetch(web, f"/status/404?{'x' * 100 * number}")
    lines = web.journal.lines(limit=3)
    assert len(lines) == 4
    assert lines[0].startswith("#1 +0 ms GET /status/404? -> 404, 1 in flight, connection 1")
    assert lines[3] == "... and 2 more"
    assert max(len(line) for line in lines) < 160


def test_a_request_at_a_gate_has_no_reply_yet(web: Web) -> None:
    with client(web) as connected:
        connected.get("/gate/x")
        web.gate("x").wait_for(1)
        request = only(web)
        assert (request.status, request.replied, request.body_read, request.held) == (None, None, None, True)
        assert "held" in web.journal.lines()[0]


def test_a_reply_taken_in_full_counts_as_read_on_an_open_connection(web: Web) -> None:
    with client(web) as connected:
        for target in ("/ok", f"/bytes/{BIG}", "/status/204"):
            connected.get(target)
            connected.reply()
        reads = [request.body_read for request in web.journal.requests]
    assert reads == ([True, True, True] if sys.platform == "linux" else [True, True, None])


@linux
def test_a_small_reply_that_the_process_never_took_is_not_read(web: Web) -> None:
    with client(web) as connected:
        connected.get("/ok")
        web.gate("none").settle(limit=0.05)
        assert (only(web).status, only(web).body_read) == (200, False)
        connected.reply()
        assert only(web).body_read is True


def test_a_long_reply_of_which_the_client_reads_only_the_head_is_not_read(web: Web) -> None:
    with client(web) as connected:
        connected.get(f"/bytes/{BIG}")
        connected.head()
        connected.read(10)
        request = only(web)
        assert (request.status, request.replied, request.body_read) == (200, None, False)
    web.connections  # noqa: B018 - waits until the close has been heard
    assert (only(web).body_read, only(web).abandoned) == (False, True)


def test_a_close_with_unread_bytes_says_not_read(web: Web) -> None:
    with client(web) as connected:
        connected.get("/bytes/30000")
        connected.head()
        assert web.journal.requests[0].replied is not None
    request = only(web)
    assert request.abandoned is False
    assert request.body_read is (None if sys.platform == "darwin" else False)


@linux
def test_a_close_before_the_body_came_says_not_read(web: Web) -> None:
    """The end of stream is older than the body; the server hears of it only afterwards."""
    for _ in range(50):
        with client(web) as connected:
            connected.get("/bytes/30000")
            connected.head()
    assert {request.body_read for request in web.journal.requests} == {False}


def test_a_close_after_reading_all_says_read(web: Web) -> None:
    with client(web) as connected:
        connected.get("/bytes/30000")
        connected.reply()
    fetch(web, "/bytes/30000")  # here the server closes first
    reads = [request.body_read for request in web.journal.requests]
    assert reads == [True if sys.platform == "linux" else None] * 2


def test_a_reply_before_the_last_one_is_judged_by_itself(web: Web) -> None:
    with client(web) as connected:
        connected.get("/bytes/1000")
        connected.reply()
        connected.get("/bytes/30000")
        connected.head()
    assert [request.body_read for request in web.journal.requests] == [
        True,
        None if sys.platform == "darwin" else False,
    ]


def test_a_reply_that_the_server_cut_is_nobodys_fault(web: Web) -> None:
    fetch_cut = [f"/drop{query}" for query in ("", "?reset=1", "?after=none")]
    for target in fetch_cut:
        with client(web) as connected:
            connected.get(target)
            try:
                connected.rest()
            except ConnectionResetError:
                assert "reset" in target
    assert [(request.body_read, request.abandoned, request.replied) for request in web.journal.requests] == [
        (None, False, None)
    ] * 3


CHILD = """
import socket, sys
connected = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
connected.sendall(b"GET /gate/pids HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
connected.recv(1000)
"""


@pytest.mark.parametrize("restricted", [True, False])
def test_the_client_is_the_process_that_the_kernel_names(restricted: bool) -> None:
    children: list[subprocess.Popen[bytes]] = []
    processes = (lambda: [child.pid for child in children]) if restricted else None
    with Web(clients=processes) as web:
        port = web.base.rpartition(":")[2]
        children += [subprocess.Popen([sys.executable, "-c", CHILD, port]) for _ in range(3)]
        assert web.gate("pids").wait_for(3) == 3
        pids = {request.client for request in web.journal.requests}
        web.gate("pids").open()
        assert [child.wait(LIMIT) for child in children] == [0, 0, 0]
    assert pids == {child.pid for child in children}


def test_a_client_outside_the_given_processes_has_no_name() -> None:
    with Web(clients=lambda: []) as web:
        fetch(web, "/ok")
        assert only(web).client is None
    with Web(clients=lambda: [os.getppid()]) as web:
        fetch(web, "/ok")
        assert only(web).client is None


def test_a_question_for_processes_that_fails_does_not_stop_the_server() -> None:
    def broken() -> list[int]:
        raise OSError("the process table is gone")

    with Web(clients=broken) as web:
        assert fetch(web, "/ok").status == 200
        assert only(web).client is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands no sockets down by number")
def test_a_socket_in_two_processes_belongs_to_neither() -> None:
    pids = [os.getpid()]
    with Web(clients=lambda: pids) as web, client(web) as connected:
        command = [sys.executable, "-c", "input()"]
        holder = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[connected.socket.fileno()])
        pids.append(holder.pid)
        connected.get("/ok")
        connected.reply()
        assert only(web).client is None
        holder.communicate(b"\n", timeout=LIMIT)


def test_the_table_of_windows_is_read_by_port() -> None:
    def row(local: int, remote: int, owner: int) -> bytes:
        ends = [int.from_bytes(port.to_bytes(2, "big"), sys.byteorder) for port in (local, remote)]
        return b"".join(n.to_bytes(4, "little") for n in (5, 0x0100007F, ends[0], 0x0100007F, ends[1], owner))

    table = (3).to_bytes(4, "little") + row(50_000, 8000, 41) + row(8000, 50_000, 7) + row(50_001, 8000, 42)
    assert parse_windows_table(table, 8000) == {50_000: 41, 50_001: 42}


def test_the_output_of_lsof_is_read_by_port() -> None:
    client = "p41\nf3\nn127.0.0.1:50000->127.0.0.1:8000\nf4\nn127.0.0.1:9->127.0.0.1:10\n"
    server = "p7\nf5\nn127.0.0.1:8000->127.0.0.1:50000\n"
    assert parse_lsof(client + server, 8000) == {50_000: {41}}
