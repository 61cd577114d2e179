"""The server's state between two resets: journal, gates, what routes remember, connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .connection import ClientLeft, Connection
from .exchange import Exchange
from .gates import Gate
from .journal import Journal
from .limits import Limits
from .parser import BadRequest, Head
from .peers import Peers
from .routes.items import Items
from .routes.table import answer

Restart = Callable[[Connection], Awaitable[None]]


@dataclass(slots=True)
class Memory:
    """What routes remember between requests."""

    visits: dict[str, int] = field(default_factory=dict)
    """Requests seen by path, for routes that fail at first."""
    items: Items = field(default_factory=Items)
    windows: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Start of the window and requests let through in it, by key of /rate."""


class Epoch:
    """What one check sees of the server. A connection belongs to the epoch it was made in, for ever:
    a request that comes late is written to a journal that nobody reads any more."""

    def __init__(
        self,
        base: str,
        peers: Peers,
        *,
        clock: Callable[[], float],
        limits: Limits,
        settled: Callable[[], bool],
        catch_up: Callable[[], None],
        restart: Restart | None,
    ) -> None:
        self.base = base
        self.peers = peers
        self.clock = clock
        self.limits = limits
        self.restart = restart
        """Starts the next epoch, sparing one connection; None when /_journal, /_gates and /_reset are off."""
        self.memory = Memory()
        self.journal = Journal(clock, self._observe)
        self.activity = 0
        """Grows with everything the loop hears from a client."""
        self.connections: set[Connection] = set()
        self.connections_made = 0
        self._settled = settled
        self._catch_up = catch_up
        self._gates: dict[str, Gate] = {}
        self._loop = asyncio.get_running_loop()
        self._unidentified: dict[int, asyncio.Future[int | None]] = {}

    @property
    def gates(self) -> list[Gate]:
        with self.journal.changed:
            return list(self._gates.values())

    def gate(self, name: str) -> Gate:
        """The gate of this name; made on first use, by the test or by a request."""
        with self.journal.changed:
            gate = self._gates.get(name)
            if gate is None:
                gate = self._gates[name] = Gate(name, self.base, self.journal, self._loop, self._settled)
            return gate

    def is_control(self, head: Head) -> bool:
        """Is this a request to the server about itself, which no journal holds?"""
        return self.restart is not None and head.path.startswith("/_")

    def opened(self, connection: Connection) -> None:
        with self.journal.changed:
            self.connections_made += 1
            self.activity += 1
            connection.number = self.connections_made
            self.connections.add(connection)

    def closed(self, connection: Connection) -> None:
        with self.journal.changed:
            self.activity += 1
            self.connections.discard(connection)

    async def answer(self, exchange: Exchange) -> None:
        """Let the route reply; a fault of ours is a 500, and reported by the loop, but never a lost connection."""
        try:
            await answer(exchange, self)
        except (BadRequest, ClientLeft, TimeoutError):
            raise
        except Exception as fault:
            self._loop.call_exception_handler({"message": "a route of flakyweb failed", "exception": fault})
            if exchange.begun:
                raise ClientLeft from fault
            await exchange.reply(500, "a route of the server failed\n")

    async def identify(self, client_port: int) -> int | None:
        """The client's process. Connections that ask in the same turn of the loop share one look at the kernel."""
        if not self._unidentified:
            self._loop.call_soon(self._identify_all)
        future = self._unidentified[client_port] = self._loop.create_future()
        found: int | None = await future
        return found

    def _identify_all(self) -> None:
        asked, self._unidentified = self._unidentified, {}
        found: dict[int, int] = {}
        try:
            found = self.peers.identify(set(asked))
        finally:  # nobody may be left waiting
            for port, future in asked.items():
                if not future.done():
                    future.set_result(found.get(port))

    async def end(self) -> None:
        """Drop every connection; returns when none is left."""
        tasks = [task for connection in list(self.connections) if (task := connection.end()) is not None]
        await asyncio.gather(*tasks, return_exceptions=True)
        while self.connections:
            await asyncio.sleep(0)

    def _observe(self) -> None:
        self._catch_up()
        with self.journal.changed:
            undecided = [connection for connection in self.connections if connection.undecided]
        self.peers.observe(undecided)
