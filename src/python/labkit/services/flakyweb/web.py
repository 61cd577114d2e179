"""The server as a test holds it: a thread with an event loop, and the epoch of the current check."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Self, TypeVar

from .connection import Connection
from .epoch import Epoch
from .gates import Gate
from .journal import Journal
from .limits import Limits
from .peers import Peers

T = TypeVar("T")

HOST = "127.0.0.1"
_BACKLOG = 1024
_PATIENCE = 30.0
"""Seconds after which a server thread that does not answer is a fault of the kit, not a hang."""
_MOST_TURNS = 2000
_STILL_TURNS = 20
"""Turns of the loop without news after which everything that had reached the kernel has been counted."""


class Web:
    """A local HTTP server on 127.0.0.1, for the length of a `with` block.

    `port` 0: a free port, and a new one at each reset, so that a late client of an earlier check is refused.
    `idle`: asked while a gate waits; True when the subject can produce no more requests by itself.
    `clients`: the processes that can be clients; None: every process. With none at all nobody is looked up, which
    saves each connection a millisecond or more: `clients=list` is right for a benchmark.
    `clock`: seconds for the journal and for /rate. `control`: whether `/_journal`, `/_gates`, `/_reset` answer;
    off by default, so that graded code cannot open its own gates.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        idle: Callable[[], bool] | None = None,
        clients: Callable[[], Iterable[int]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits | None = None,
        control: bool = False,
    ) -> None:
        self.idle = idle
        self.clients = clients
        self._port = port
        self._clock = clock
        self._limits = limits or Limits()
        self._control = control
        self._epoch: Epoch | None = None
        self._listener: asyncio.Server | None = None
        self._address = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._loop = asyncio.SelectorEventLoop()  # one semantics everywhere; on Windows it bears 512 sockets
        self._thread = threading.Thread(target=self._serve, args=(self._loop,), name="flakyweb", daemon=True)
        self._thread.start()
        try:
            self.reset()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop all connections and end the thread. May be called twice."""
        if self._loop is None or self._thread is None:
            return
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._loop = self._thread = None

    def reset(self) -> None:
        """Forget everything: journal, gates, counters; drop all connections. The address changes (see `port`)."""
        self._run(self._new_epoch())

    @property
    def base(self) -> str:
        """For example http://127.0.0.1:49152; another one after a reset."""
        return self._now.base

    def url(self, path: str) -> str:
        """The URL of a path on this server. Raises ValueError when `path` does not start with a slash."""
        if not path.startswith("/"):
            raise ValueError(f"a path starts with a slash: {path!r}")
        return self.base + path

    def gate(self, name: str) -> Gate:
        """The gate of this name; it is shut until opened."""
        return self._now.gate(name)

    @property
    def journal(self) -> Journal:
        return self._now.journal

    @property
    def connections(self) -> int:
        """Connections open now. Exact for what had reached the kernel before the call."""
        self._catch_up()
        return len(self._now.connections)

    @property
    def connections_made(self) -> int:
        """Connections made since the last reset."""
        self._catch_up()
        return self._now.connections_made

    @property
    def _now(self) -> Epoch:
        if self._epoch is None:
            raise RuntimeError("the server is not running: use it in a with block")
        return self._epoch

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            work.close()
            raise RuntimeError("the server is not running: use it in a with block")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _new_epoch(self, spared: Connection | None = None) -> None:
        """`spared` is carried over: the connection that asked for the reset over HTTP."""
        loop = asyncio.get_running_loop()
        old = self._epoch
        keep_address = self._listener is not None and (self._port != 0 or self._control)
        if not keep_address:
            self._stop_listening()
            listener = _listen(self._port)
            self._address = listener.getsockname()[1]
            self._listener = await loop.create_server(lambda: Connection(self._now), sock=listener, backlog=_BACKLOG)
        self._epoch = Epoch(
            f"http://{HOST}:{self._address}",
            Peers(self._address, lambda: self.clients() if self.clients is not None else None),
            clock=self._clock,
            limits=self._limits,
            settled=self._settled,
            catch_up=self._catch_up,
            restart=self._new_epoch if self._control else None,
        )
        if old is not None:
            if spared is not None:
                old.closed(spared)
                spared.move(self._epoch)
            await old.end()

    async def _end(self) -> None:
        self._stop_listening()
        if self._epoch is not None:
            await self._epoch.end()

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _settled(self) -> bool:
        """The subject can send no more: it is idle, nothing it sent is uncounted, nothing is being answered."""
        if self.idle is None:
            return False
        journal = self._now.journal
        seen = journal.version
        if not journal.quiet() or not self.idle():
            return False
        self._catch_up()
        return journal.version == seen and journal.quiet()

    def _catch_up(self) -> None:
        """Return when all that clients had sent before this call has been counted."""
        if threading.current_thread() is not self._thread:
            self._run(self._hear_all())

    async def _hear_all(self) -> None:
        epoch = self._now
        heard, still = epoch.activity, 0
        for _ in range(_MOST_TURNS):
            await asyncio.sleep(0)
            still = still + 1 if epoch.activity == heard else 0
            heard = epoch.activity
            if still == _STILL_TURNS:
                return


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows this option would let another program share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener
