"""What the server saw: one record a request, in the order of arrival."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .connection import Connection
    from .parser import Head


Outcome = Literal["replied", "client left", "cut"]
"""How a request ended: the whole reply was handed to the kernel, the client left before that, or the server cut it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it stood when the journal was read. Times are seconds of the server's clock (monotonic)."""

    number: int
    """1 for the first request of this check."""
    method: str
    target: str
    """Path and query as the client sent them."""
    path: str
    """Path with percent escapes decoded."""
    query: dict[str, str]
    headers: dict[str, str]
    """Lower-case names; repeated headers joined with ", "."""
    status: int | None
    """None while no reply was begun, and for ever when the client left first."""
    in_flight: int
    """Requests in flight when this one arrived, itself included unless its client had left already."""
    arrived: float
    replied: float | None
    """When the last byte of the reply was handed to the kernel; None when that never happened."""
    received_bytes: int
    """Bytes of request body received."""
    body_bytes: int
    """Bytes of reply body written, without framing."""
    body_read: bool | None
    """Did the client's process take the whole reply from its kernel? None: not knowable. See docs/flakyweb.md."""
    connection: int
    """Number of the connection, from 1; requests with the same number reused it."""
    client: int | None
    """Process id of the client as the kernel tells it; None where the kernel does not, or several processes hold it."""
    held: bool
    """Waits at a gate now."""
    abandoned: bool
    """The client left before the whole reply was handed over."""


@dataclass(slots=True, eq=False)
class Entry:
    """The living record behind a Request. Written by the server's thread only, under the journal's lock."""

    number: int
    head: Head | None
    connection: Connection
    in_flight: int
    arrived: float
    replied: float | None = None
    status: int | None = None
    received_bytes: int = 0
    body_bytes: int = 0
    end: int | None = None
    """Bytes written on the connection up to the end of this reply; None while the reply is being written."""
    waits: str | None = None
    """What the request waits for: "gate", "client" (to read), or nothing but the server itself."""
    outcome: Outcome | None = None


class Journal:
    """Requests of one check. Everything public may be called from any thread."""

    def __init__(self, clock: Callable[[], float], observe: Callable[[], None]) -> None:
        self._clock = clock
        self._observe = observe
        self.changed = threading.Condition()
        self.version = 0
        self._entries: list[Entry] = []
        self._in_flight: set[Entry] = set()
        self._peak = 0

    @property
    def requests(self) -> list[Request]:
        """All requests so far, in the order of arrival."""
        self._observe()
        with self.changed:
            return [_snapshot(entry) for entry in self._entries]

    @property
    def in_flight(self) -> int:
        """Requests in flight now."""
        with self.changed:
            return len(self._in_flight)

    @property
    def peak_in_flight(self) -> int:
        """Most requests that were in flight at once."""
        with self.changed:
            return self._peak

    def lines(self, limit: int = 12) -> list[str]:
        """The first `limit` requests as lines for a message."""
        requests = self.requests
        start = requests[0].arrived if requests else 0.0
        lines = [_line(request, start) for request in requests[:limit]]
        if len(requests) > limit:
            lines.append(f"... and {len(requests) - limit} more")
        return lines

    def quiet(self) -> bool:
        """No request is being answered: each one in flight waits at a gate or for its client to read."""
        with self.changed:
            return all(entry.waits is not None for entry in self._in_flight)

    def arrive(self, head: Head | None, connection: Connection) -> Entry:
        with self.changed:
            count = len(self._in_flight) + 1
            entry = Entry(len(self._entries) + 1, head, connection, count, self._clock())
            self._entries.append(entry)
            self._in_flight.add(entry)
            self._peak = max(self._peak, count)
            self._touch()
            return entry

    def missed(self, head: Head | None, connection: Connection) -> None:
        """Record a request whose client had left already: it was made, but never in flight here."""
        with self.changed:
            count = len(self._in_flight)
            entry = Entry(len(self._entries) + 1, head, connection, count, self._clock(), outcome="client left")
            self._entries.append(entry)
            self._touch()

    def end(self, entry: Entry, outcome: Outcome) -> None:
        with self.changed:
            if entry.outcome is not None:
                return
            entry.outcome = outcome
            entry.waits = None
            if outcome == "replied":
                entry.replied = self._clock()
            self._in_flight.discard(entry)
            self._touch()

    def wait(self, entry: Entry, reason: str | None) -> None:
        with self.changed:
            if entry.outcome is None:
                entry.waits = reason
                self._touch()

    def _touch(self) -> None:
        self.version += 1
        self.changed.notify_all()


def _snapshot(entry: Entry) -> Request:
    head = entry.head
    return Request(
        number=entry.number,
        method=head.method if head else "",
        target=head.target if head else "",
        path=head.path if head else "",
        query=head.query if head else {},
        headers=head.headers if head else {},
        status=entry.status,
        in_flight=entry.in_flight,
        arrived=entry.arrived,
        replied=entry.replied,
        received_bytes=entry.received_bytes,
        body_bytes=entry.body_bytes,
        body_read=entry.connection.took(entry),
        connection=entry.connection.number,
        client=entry.connection.client,
        held=entry.waits == "gate",
        abandoned=entry.outcome == "client left",
    )


def _line(request: Request, start: float) -> str:
    what = f"{request.method} {request.target}" if request.method else "(not a request)"
    if len(what) > 60:
        what = what[:57] + "..."
    if request.status is None:
        outcome = "held" if request.held else "client left" if request.abandoned else "no reply yet"
    else:
        outcome = f"{request.status}, client left" if request.abandoned else str(request.status)
    at = (request.arrived - start) * 1000
    client = "" if request.client is None else f", process {request.client}"
    return (
        f"#{request.number} +{at:.0f} ms {what} -> {outcome}, "
        f"{request.in_flight} in flight, connection {request.connection}{client}"
    )
