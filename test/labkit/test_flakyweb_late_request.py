"""A server that is slow to read must not hold requests nobody waits for any more."""

import threading

import pytest
from labkit.services.flakyweb import Web
from raw_http import RawClient


@pytest.fixture
def web():
    with Web(idle=lambda: True) as web:
        yield web


def test_a_request_whose_client_left_before_it_was_read_is_not_in_flight(web: Web) -> None:
    gate = web.gate("silent")
    with busy(web):
        late = RawClient(web.base)
        late.get("/gate/silent/1")
        late.close()
    assert gate.settle() == 0
    assert (web.connections, web.connections_made, web.journal.peak_in_flight) == (0, 1, 0)


class busy:
    """Inside the block the server's thread reads nothing."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.entered, self.over = threading.Event(), threading.Event()

    def __enter__(self) -> None:
        self.web._loop.call_soon_threadsafe(self._stand)
        assert self.entered.wait(10)

    def _stand(self) -> None:
        self.entered.set()
        self.over.wait(10)

    def __exit__(self, *_: object) -> None:
        self.over.set()
