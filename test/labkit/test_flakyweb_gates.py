"""Gates: how many are held, who goes on, and how a wait ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from labkit.services.flakyweb import Web
from raw_http import RawClient, client


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


@pytest.fixture
def clients(web: Web) -> Iterator[list[RawClient]]:
    with ExitStack() as stack:
        yield [stack.enter_context(client(web)) for _ in range(5)]


def hold(web: Web, clients: list[RawClient], name: str) -> None:
    """Send one request for each client, in order."""
    for number, one in enumerate(clients):
        one.get(f"/gate/{name}/{number}")
        assert web.gate(name).wait_for(number + 1) == number + 1


def test_each_number_has_its_own_url_on_the_same_gate(web: Web) -> None:
    gate = web.gate("a b/c")
    assert gate.url(1) == f"{web.base}/gate/a%20b%2Fc/1"
    assert gate.url(2, status=404, at="body") == f"{web.base}/gate/a%20b%2Fc/2?status=404&at=body"


def test_held_requests_go_on_in_the_order_of_arrival(web: Web, clients: list[RawClient]) -> None:
    hold(web, clients, "queue")
    gate = web.gate("queue")
    assert gate.release(2) == 2
    assert [clients[0].reply().body, clients[1].reply().body] == [b"gate queue 0\n", b"gate queue 1\n"]
    assert (gate.held, gate.peak) == (3, 5)
    assert gate.release(10) == 3
    assert [one.reply().status for one in clients[2:]] == [200, 200, 200]
    assert gate.release() == 0


def test_an_open_gate_holds_nobody(web: Web, clients: list[RawClient]) -> None:
    gate = web.gate("free")
    gate.open()
    clients[0].get("/gate/free")
    assert clients[0].reply().status == 200
    assert (gate.held, gate.peak, gate.is_open) == (0, 0, True)


def test_gates_do_not_mix(web: Web, clients: list[RawClient]) -> None:
    hold(web, clients[:2], "left")
    hold(web, clients[2:], "right")
    web.gate("left").open()
    assert [one.reply().status for one in clients[:2]] == [200, 200]
    assert (web.gate("left").held, web.gate("right").held) == (0, 3)


def test_a_gate_in_the_body_holds_after_the_head_and_half_of_the_body(web: Web, clients: list[RawClient]) -> None:
    gate = web.gate("mid")
    clients[0].get("/gate/mid/3?at=body&bytes=1000&status=203")
    assert clients[0].head().status == 203
    first = clients[0].read(500)
    assert gate.wait_for(1) == 1
    (request,) = web.journal.requests
    assert (request.status, request.replied, request.body_bytes, request.held) == (203, None, 500, True)
    gate.open()
    assert first + clients[0].read(500) == bytes(i % 251 for i in range(1000))


def test_waiting_ends_at_the_limit_and_says_how_many_came(web: Web, clients: list[RawClient]) -> None:
    hold(web, clients[:2], "few")
    assert web.gate("few").wait_for(3, limit=0.05) == 2
    assert web.gate("few").settle(limit=0.05) == 2


def test_waiting_ends_early_when_the_subject_can_send_no_more(web: Web, clients: list[RawClient]) -> None:
    web.idle = lambda: True
    hold(web, clients[:2], "few")
    started = time.monotonic()
    assert web.gate("few").wait_for(3, limit=60) == 2
    assert web.gate("few").settle(limit=60) == 2
    assert time.monotonic() - started < 30


def test_an_idle_subject_is_not_believed_before_what_it_sent_is_counted(web: Web, clients: list[RawClient]) -> None:
    """All requests are sent from within the question, as late as they can be."""
    sent: list[int] = []

    def idle() -> bool:
        if not sent:
            for number, one in enumerate(clients):
                one.get(f"/gate/late/{number}")
                sent.append(number)
        return True

    web.idle = idle
    assert web.gate("late").settle(limit=60) == 5


def test_an_idle_subject_is_not_believed_while_a_reply_is_due(web: Web, clients: list[RawClient]) -> None:
    """The subject looks idle as long as /delay has not replied; its next request comes only then."""
    clients[0].get("/delay/200")

    def next_request() -> None:
        clients[0].reply()
        clients[0].get("/gate/after")

    follower = threading.Thread(target=next_request)
    follower.start()
    web.idle = lambda: not follower.is_alive() or web.journal.in_flight > 0
    assert web.gate("after").settle(limit=60) == 1
    follower.join()


def test_an_idle_subject_that_does_not_read_its_reply_is_settled(web: Web) -> None:
    web.idle = lambda: True
    with client(web, receive_buffer=4096) as stuck, client(web) as other:
        stuck.get("/bytes/10000000")
        assert stuck.head().status == 200
        other.get("/gate/beside")
        assert web.gate("beside").settle(limit=60) == 1


def test_a_wait_in_another_thread_wakes_on_arrival(web: Web, clients: list[RawClient]) -> None:
    held: list[int] = []
    waiter = threading.Thread(target=lambda: held.append(web.gate("wake").wait_for(5, limit=60)))
    waiter.start()
    hold(web, clients, "wake")
    waiter.join(30)
    assert held == [5]
