"""The server about itself, for a person with curl: /_journal, /_gates, /_reset."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..exchange import Exchange
from ..parser import BadRequest
from .parameters import whole_number

if TYPE_CHECKING:
    from ..epoch import Epoch


async def journal(exchange: Exchange, epoch: Epoch) -> None:
    """The requests so far, as JSON; with `lines=1` as text."""
    if whole_number(exchange.head, "lines", 0, 0, 1):
        return await exchange.reply(200, "".join(f"{line}\n" for line in epoch.journal.lines(1_000_000)))
    requests = [asdict(request) for request in epoch.journal.requests]
    return await _json(exchange, {"requests": requests, "peak_in_flight": epoch.journal.peak_in_flight})


async def gates(exchange: Exchange, epoch: Epoch) -> None:
    """All gates: held now, most held at once, open or shut."""
    await _json(exchange, [_gate_state(epoch, gate.name) for gate in epoch.gates])


async def change_gate(exchange: Exchange, epoch: Epoch, name: str, change: str) -> None:
    """`open` lets all through, now and later; `release` lets `n` (1) through."""
    _refuse_pages(exchange)
    gate = epoch.gate(name)
    if change == "open":
        gate.open()
    else:
        gate.release(whole_number(exchange.head, "n", 1, 1, 1_000_000))
    await _json(exchange, _gate_state(epoch, name))


async def reset(exchange: Exchange, epoch: Epoch) -> None:
    """Forget everything and drop every other connection."""
    _refuse_pages(exchange)
    assert epoch.restart is not None
    await epoch.restart(exchange.connection)
    await exchange.reply(200, "reset\n")


def _gate_state(epoch: Epoch, name: str) -> dict[str, object]:
    gate = epoch.gate(name)
    return {"name": name, "held": gate.held, "peak": gate.peak, "open": gate.is_open}


def _refuse_pages(exchange: Exchange) -> None:
    if "origin" in exchange.head.headers:
        raise BadRequest(403, "a web page may not control this server")


async def _json(exchange: Exchange, value: object) -> None:
    await exchange.reply(200, json.dumps(value) + "\n", content_type="application/json")
