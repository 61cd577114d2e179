"""What each route answers, and how it refuses wrong parameters."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from labkit.services.flakyweb import Web
from raw_http import client, fetch, send_json


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def test_ok_is_ok(web: Web) -> None:
    reply = fetch(web, "/ok")
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b"ok\n", "text/plain; charset=utf-8")


@pytest.mark.parametrize("code", [200, 204, 301, 304, 400, 404, 418, 500, 503, 599])
def test_status_answers_with_the_code(web: Web, code: int) -> None:
    assert fetch(web, f"/status/{code}").status == code


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/nowhere",
        "/status/99",
        "/status/600",
        "/status/abc",
        "/bytes/-1",
        "/delay/x",
        "/_journal",
        "/_reset",
        "/gate/",
        "/site/1/30",
    ],
)
def test_what_is_not_there_is_404(web: Web, target: str) -> None:
    assert fetch(web, target).status == 404


def test_a_wrong_method_is_told_the_right_ones(web: Web) -> None:
    reply = send_json(web, "DELETE", "/api/items", b"")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert fetch(web, "/ok", method="OPTIONS").headers["allow"].startswith("DELETE, GET")


@pytest.mark.parametrize(
    "target",
    [
        "/flaky/a?fail=x",
        "/flaky/a?fail=-1",
        "/flaky/a?status=200",
        "/rate/a?limit=0",
        "/rate/a?per=0",
        "/rate/a?per=nan",
        "/rate/a?per=inf",
        "/drip/5?every=-1",
        "/drip/5?step=0",
        "/drop?bytes=0",
        "/drop?after=1000",
        "/drop?reset=2",
        "/sse?count=x",
        "/api/items?page=0",
        "/api/items?size=101",
        "/bytes/5?chunked=yes",
        "/gate/x?status=100",
        "/redirect/2?status=200",
        "/flaky/a?fail=%D9%A3",
        "/flaky/a?fail=" + "9" * 5000,
    ],
)
def test_a_wrong_parameter_is_named_in_a_400(web: Web, target: str) -> None:
    reply = fetch(web, target)
    assert reply.status == 400
    name = target.partition("?")[2].partition("=")[0].encode()
    assert reply.body.startswith(name)


def test_delay_replies_later_and_only_then(web: Web) -> None:
    fetch(web, "/delay/30")
    (request,) = web.journal.requests
    assert request.replied is not None
    assert request.replied - request.arrived >= 0.03


def test_the_first_requests_of_a_key_fail_and_keys_do_not_mix(web: Web) -> None:
    assert [fetch(web, "/flaky/a?fail=2").status for _ in range(4)] == [503, 503, 200, 200]
    assert [fetch(web, "/flaky/b?fail=1&status=500").status for _ in range(2)] == [500, 200]


def test_a_rate_is_kept_by_windows_of_the_servers_clock() -> None:
    now = [0.0]
    with Web(clock=lambda: now[0]) as web:
        target = "/rate/a?limit=2&per=2.5"
        assert [fetch(web, target).status for _ in range(3)] == [200, 200, 429]
        assert fetch(web, target).headers["retry-after"] == "3"
        now[0] = 2.4
        assert fetch(web, target).headers["retry-after"] == "1"
        assert fetch(web, "/rate/other?limit=1").status == 200
        now[0] = 2.5
        assert [fetch(web, target).status for _ in range(3)] == [200, 200, 429]


def test_redirects_count_down_to_ok_and_the_loop_never_ends(web: Web) -> None:
    target, seen = "/redirect/3?status=307", []
    while (reply := fetch(web, target)).status != 200:
        seen.append(reply.status)
        target = reply.headers["location"]
    assert (seen, target) == ([307, 307, 307], "/ok")
    assert fetch(web, "/redirect/0").status == 200
    assert fetch(web, "/loop").headers["location"] == "/loop"


@pytest.mark.parametrize("count", [0, 1, 250, 251, 252, 65_000, 65_511, 65_512, 200_001])
def test_a_generated_body_is_the_same_for_every_length(web: Web, count: int) -> None:
    body = bytes(i % 251 for i in range(count))
    assert fetch(web, f"/bytes/{count}").body == body
    assert fetch(web, f"/bytes/{count}?chunked=1").body == body


def test_drip_sends_the_head_first_and_all_bytes_in_the_end(web: Web) -> None:
    with client(web) as connected:
        connected.get("/drip/7?step=3&every=0.001")
        assert connected.head().headers["content-length"] == "7"
        assert connected.read(7) == bytes(range(7))


def test_drop_breaks_its_promise(web: Web) -> None:
    with client(web) as connected:
        connected.get("/drop?bytes=100&after=40")
        assert connected.head().headers["content-length"] == "100"
        assert len(connected.rest()) == 40
    with client(web) as connected:
        connected.get("/drop?after=none")
        assert connected.rest() == b""
    with client(web) as connected:
        connected.get("/drop?reset=1&after=0")
        with pytest.raises(ConnectionResetError):
            connected.rest()


def test_upload_counts_and_hashes_what_came(web: Web) -> None:
    body = bytes(range(256)) * 1000
    reply = send_json(web, "POST", "/upload", body)
    assert json.loads(reply.body) == {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    assert web.journal.requests[0].received_bytes == len(body)


def test_events_are_numbered_and_go_on_after_the_last_one_seen(web: Web) -> None:
    first = fetch(web, "/sse?count=3&every=0").body.decode()
    assert first == "".join(f"id: {n}\ndata: event {n}\n\n" for n in (1, 2, 3))
    with client(web) as connected:
        connected.get("/sse?count=9&every=0&drop=2", "Last-Event-ID: 4")
        connected.head()
        assert b"id: 6\n" in (rest := connected.rest())
    assert b"id: 4\n" not in rest
    assert not rest.endswith(b"0\r\n\r\n")


def test_items_come_in_pages(web: Web) -> None:
    seen, target = [], "/api/items?size=30"
    while target:
        page = json.loads(fetch(web, target).body)
        seen += [item["id"] for item in page["items"]]
        target = page["next"]
    assert seen == list(range(1, 101))
    assert (page["page"], page["pages"], page["total"]) == (4, 4, 100)
    assert json.loads(fetch(web, "/api/items?page=9").body)["items"] == []


def test_an_unchanged_page_is_not_sent_again(web: Web) -> None:
    first = fetch(web, "/api/items/7")
    again = fetch(web, "/api/items/7", f'If-None-Match: "x", W/{first.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert send_json(web, "PUT", "/api/items/7", b'{"name": "new"}', f"If-Match: {first.headers['etag']}").status == 200
    assert (
        send_json(web, "PUT", "/api/items/7", b'{"name": "lost"}', f"If-Match: {first.headers['etag']}").status == 412
    )
    assert json.loads(fetch(web, "/api/items/7").body)["name"] == "new"
    assert send_json(web, "DELETE", "/api/items/7", b"").status == 204
    assert fetch(web, "/api/items/7").status == 404


def test_an_idempotency_key_makes_one_item_however_often_it_is_sent(web: Web) -> None:
    replies = [send_json(web, "POST", "/api/items", b'{"name": "a"}', "Idempotency-Key: k") for _ in range(3)]
    assert [reply.status for reply in replies] == [201, 201, 201]
    assert {reply.headers["location"] for reply in replies} == {"/api/items/101"}
    assert ["idempotent-replayed" in reply.headers for reply in replies] == [False, True, True]
    assert send_json(web, "POST", "/api/items", b'{"name": "b"}', "Idempotency-Key: k").status == 422
    assert send_json(web, "POST", "/api/items", b'{"name": "a"}').headers["location"] == "/api/items/102"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 50_000, 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"name": 3}', 422),
        (b'{"name": ""}', 422),
        (b" " * 70_000, 413),
    ],
)
def test_a_wrong_item_is_refused(web: Web, body: bytes, status: int) -> None:
    assert send_json(web, "POST", "/api/items", body).status == status
    assert json.loads(fetch(web, "/api/items").body)["total"] == 100
