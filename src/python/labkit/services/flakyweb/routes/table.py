"""Which route answers which path."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import basics, bodies, control, events, items, site, websocket

if TYPE_CHECKING:
    from ..epoch import Epoch
    from ..exchange import Exchange

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is matched against the whole decoded path; its groups are the handler's further arguments."""

    pattern: re.Pattern[str]
    handler: Handler
    methods: frozenset[str]


def _route(pattern: str, handler: Handler, *methods: str) -> Route:
    return Route(re.compile(pattern), handler, frozenset(methods or ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")))


ROUTES: tuple[Route, ...] = (
    _route(r"/ok", basics.ok),
    _route(r"/delay/(\d{1,6})", basics.delay),
    _route(r"/status/([2-5]\d\d)", basics.status),
    _route(r"/flaky/([^/]+)", basics.flaky),
    _route(r"/rate/([^/]+)", basics.rate),
    _route(r"/redirect/(\d{1,6})", basics.redirect),
    _route(r"/loop", basics.loop),
    _route(r"/gate/([^/]+)(?:/(\d+))?", basics.gate),
    _route(r"/bytes/(\d{1,12})", bodies.whole, "GET", "HEAD"),
    _route(r"/drip/(\d{1,9})", bodies.drip, "GET", "HEAD"),
    _route(r"/drop", bodies.drop, "GET", "HEAD"),
    _route(r"/upload", bodies.upload, "POST", "PUT"),
    _route(r"/site/(\d{1,9})(?:-(\d{1,5}))?/(\d{1,6})", site.page, "GET", "HEAD"),
    _route(r"/site/(\d{1,9})(?:-(\d{1,5}))?/calendar/(\d{1,9})", site.calendar, "GET", "HEAD"),
    _route(r"/site/(\d{1,9})(?:-(\d{1,5}))?/file-(\d{1,6})\.bin", site.file, "GET", "HEAD"),
    _route(r"/site/(\d{1,9}(?:-\d{1,5})?)/moved-(\d{1,6})", site.moved, "GET", "HEAD"),
    _route(r"/site/(\d{1,9}(?:-\d{1,5})?)/loop", site.loop, "GET", "HEAD"),
    _route(r"/site/\d{1,9}(?:-\d{1,5})?/busy-\d{1,6}", site.busy, "GET", "HEAD"),
    _route(r"/private/.*", site.private, "GET", "HEAD"),
    _route(r"/robots\.txt", site.robots, "GET", "HEAD"),
    _route(r"/api/items", items.collection, "GET", "HEAD", "POST"),
    _route(r"/api/items/(\d{1,9})", items.single, "GET", "HEAD", "PUT", "DELETE"),
    _route(r"/sse", events.stream, "GET", "HEAD"),
    _route(r"/ws/echo", websocket.echo, "GET"),
)


CONTROL: tuple[Route, ...] = (
    _route(r"/_journal", control.journal, "GET", "HEAD"),
    _route(r"/_gates", control.gates, "GET", "HEAD"),
    _route(r"/_gates/([^/]+)/(open|release)", control.change_gate, "POST"),
    _route(r"/_reset", control.reset, "POST"),
)


async def answer(exchange: Exchange, epoch: Epoch) -> None:
    """Find the route and let it reply; 404, 405 and OPTIONS are answered here."""
    head = exchange.head
    matches: list[tuple[Route, tuple[Any, ...]]] = []
    for route in CONTROL if epoch.is_control(head) else ROUTES:
        match = route.pattern.fullmatch(head.path)
        if match is not None:
            matches.append((route, match.groups()))
    if head.method == "OPTIONS":
        return await exchange.reply(204, headers=[("Allow", _allowed(matches))])
    if not matches:
        return await exchange.reply(404, f"There is no route {head.path}\n")
    for route, groups in matches:
        if head.method in route.methods:
            return await route.handler(exchange, epoch, *groups)
    return await exchange.reply(405, f"{head.method} is not allowed here\n", headers=[("Allow", _allowed(matches))])


def _allowed(matches: list[tuple[Route, tuple[Any, ...]]]) -> str:
    methods = {method for route, _ in matches for method in route.methods}
    return ", ".join(sorted(methods | {"OPTIONS"}))
