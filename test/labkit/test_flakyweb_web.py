"""The server's life: start, reset, close, and being run by hand."""

from __future__ import annotations

import io
import json
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from labkit.services.flakyweb import Web, serve
from raw_http import LIMIT, RawClient, client, fetch, send_json


@pytest.fixture
def by_hand() -> Iterator[Web]:
    with Web(control=True) as running:
        yield running


def refused(base: str) -> bool:
    try:
        RawClient(base).close()
    except ConnectionRefusedError:
        return True
    return False


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_closing_leaves_no_thread_and_no_address_whatever_is_under_way() -> None:
    threads = threading.active_count()
    web = Web()
    with web, client(web) as held, client(web) as streaming, client(web) as waiting, client(web):
        base = web.base
        held.get("/gate/x")
        streaming.get("/sse?count=0&every=0")
        waiting.get("/delay/60000")
        assert web.gate("x").wait_for(1) == 1
        web.close()
        assert threading.active_count() == threads
        assert refused(base)
        with pytest.raises(OSError):
            held.rest()
        web.close()


@pytest.mark.skipif(sys.platform != "linux", reason="counts the open files of this process in /proc")
def test_many_servers_leave_no_open_files() -> None:
    with Web() as web:
        fetch(web, "/ok")
    before = open_files()
    for _ in range(20):
        with Web() as web:
            fetch(web, "/ok")
            web.reset()
            with client(web) as connected:
                connected.get("/gate/x")
                web.gate("x").wait_for(1)
    assert open_files() == before


def test_outside_its_block_the_server_says_that_it_does_not_run() -> None:
    web = Web()
    with pytest.raises(RuntimeError, match="with block"):
        _ = web.base
    with pytest.raises(RuntimeError, match="with block"):
        web.reset()
    with web:
        assert fetch(web, "/ok").status == 200
    with pytest.raises(RuntimeError, match="with block"):
        web.reset()


def test_only_this_machine_can_connect() -> None:
    with Web() as web:
        assert web.base.startswith("http://127.0.0.1:")
        port = int(web.base.rpartition(":")[2])
        with socket.socket() as other, pytest.raises(OSError):
            other.settimeout(LIMIT)
            other.connect(("127.0.0.2", port))


def test_a_path_without_a_slash_is_a_fault_of_the_caller() -> None:
    with Web() as web, pytest.raises(ValueError, match="slash"):
        web.url("ok")


def test_a_reset_forgets_everything_and_refuses_clients_of_the_check_before() -> None:
    with Web() as web, client(web) as held, client(web) as idle:
        base = web.base
        held.get("/gate/x")
        idle.get("/flaky/a")
        assert idle.reply().status == 503
        assert web.gate("x").wait_for(1) == 1
        old = web.gate("x")
        web.reset()
        with pytest.raises(ConnectionResetError):
            held.rest()
        assert refused(base)
        assert (web.journal.requests, web.journal.peak_in_flight, web.connections_made) == ([], 0, 0)
        assert web.gate("x") is not old
        assert (web.gate("x").held, web.gate("x").peak) == (0, 0)
        assert fetch(web, "/flaky/a").status == 503
        assert len(web.journal.requests) == 1


def test_graded_code_cannot_open_gates_or_reset_over_http() -> None:
    with Web() as web:
        for method, target in (
            ("POST", "/_reset"),
            ("POST", "/_gates/x/open"),
            ("GET", "/_journal"),
            ("GET", "/_gates"),
        ):
            assert send_json(web, method, target, b"").status == 404
        assert len(web.journal.requests) == 4
        assert web.gate("x").is_open is False


def test_a_person_reads_the_journal_and_works_the_gates_over_http(by_hand: Web) -> None:
    with client(by_hand) as held, client(by_hand) as second:
        held.get("/gate/x/1")
        assert by_hand.gate("x").wait_for(1) == 1
        second.get("/gate/x/2")
        assert by_hand.gate("x").wait_for(2) == 2
        assert json.loads(fetch(by_hand, "/_gates").body) == [{"name": "x", "held": 2, "peak": 2, "open": False}]
        assert json.loads(send_json(by_hand, "POST", "/_gates/x/release?n=1", b"").body)["held"] == 1
        assert held.reply().status == 200
        assert json.loads(send_json(by_hand, "POST", "/_gates/x/open", b"").body)["open"] is True
        assert second.reply().status == 200
        report = json.loads(fetch(by_hand, "/_journal").body)
        assert [request["target"] for request in report["requests"]] == ["/gate/x/1", "/gate/x/2"]
        assert report["peak_in_flight"] == 2
        assert fetch(by_hand, "/_journal?lines=1").body.count(b"\n") == 2


def test_a_reset_over_http_answers_keeps_the_address_and_drops_the_others(by_hand: Web) -> None:
    base = by_hand.base
    with client(by_hand) as held, client(by_hand) as asking:
        held.get("/gate/x")
        assert by_hand.gate("x").wait_for(1) == 1
        asking.get("/_reset", method="POST")
        assert asking.reply().body == b"reset\n"
        with pytest.raises(ConnectionResetError):
            held.rest()
        asking.get("/ok")
        assert asking.reply().status == 200
    assert by_hand.base == base
    assert [request.path for request in by_hand.journal.requests] == ["/ok"]


@pytest.mark.parametrize("target", ["/_reset", "/_gates/x/open"])
def test_a_web_page_may_not_control_the_server(by_hand: Web, target: str) -> None:
    assert send_json(by_hand, "POST", target, b"", "Origin: http://page.example").status == 403
    assert fetch(by_hand, target).status == 405


def test_serve_says_where_it_listens_and_ends_when_told() -> None:
    stop = threading.Event()
    codes: list[int] = []
    written = threading.Event()

    class Output(io.StringIO):
        def flush(self) -> None:
            written.set()

    output = Output()
    thread = threading.Thread(target=lambda: codes.append(serve(0, output=output, stop=stop)))
    thread.start()
    assert written.wait(LIMIT)
    base = output.getvalue().split()[3]
    connected = RawClient(base)
    connected.get("/ok", "Connection: close")
    assert connected.reply().body == b"ok\n"
    connected.close()
    stop.set()
    thread.join(LIMIT)
    assert codes == [0]
    assert refused(base)


def test_serve_names_the_port_it_cannot_have(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(port) == 2
    assert f"flakyweb cannot listen on port {port}" in capsys.readouterr().err
    assert serve(70_000) == 2
    assert "port 70000" in capsys.readouterr().err
