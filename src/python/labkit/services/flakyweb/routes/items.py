"""A small JSON API: pages, entity tags (RFC 9110, section 13) and idempotency keys."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..exchange import Exchange, Headers
from ..parser import BadRequest
from .parameters import whole_number

if TYPE_CHECKING:
    from ..epoch import Epoch

_FIRST_ITEMS = 100
_MAX_ITEMS = 10_000
_MAX_BODY = 64 * 1024
_JSON = "application/json"


@dataclass(slots=True)
class Items:
    """The items of one epoch; ids count from 1."""

    names: dict[int, str] = field(default_factory=lambda: {n: f"item {n}" for n in range(1, _FIRST_ITEMS + 1)})
    answered: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    """Digest of the body and id of the item made, by idempotency key."""


async def collection(exchange: Exchange, epoch: Epoch) -> None:
    """GET: `page` (1) of `size` (20) items. POST `{"name": ...}`: a new item."""
    if exchange.head.method == "POST":
        return await _create(exchange, epoch.memory.items)
    names = epoch.memory.items.names
    page = whole_number(exchange.head, "page", 1, 1, 1_000_000)
    size = whole_number(exchange.head, "size", 20, 1, 100)
    pages = max(1, -(-len(names) // size))
    chosen = [_item(number, names) for number in sorted(names)[(page - 1) * size : page * size]]
    following = f"/api/items?page={page + 1}&size={size}" if page < pages else None
    value = {"items": chosen, "page": page, "pages": pages, "total": len(names), "next": following}
    return await _tagged(exchange, value)


async def single(exchange: Exchange, epoch: Epoch, number: str) -> None:
    """GET one item; PUT a new name, with `If-Match` only when the item is unchanged; DELETE it."""
    names = epoch.memory.items.names
    key = int(number)
    if key not in names:
        return await _problem(exchange, 404, f"there is no item {key}")
    if exchange.head.method in ("GET", "HEAD"):
        return await _tagged(exchange, _item(key, names))
    wanted = exchange.head.headers.get("if-match")
    name = await _name(exchange) if exchange.head.method == "PUT" else None
    if wanted is not None and not _matches(wanted, _tag(_encode(_item(key, names)))):
        return await _problem(exchange, 412, "the item has changed since you read it")
    if name is None:
        del names[key]
        return await exchange.reply(204)
    names[key] = name
    return await _tagged(exchange, _item(key, names))


async def _create(exchange: Exchange, items: Items) -> None:
    key = exchange.head.headers.get("idempotency-key")
    body = await exchange.whole_body(_MAX_BODY)
    digest = hashlib.sha256(body).digest()
    if key is not None and key in items.answered:
        seen, number = items.answered[key]
        if seen != digest:
            return await _problem(exchange, 422, "this idempotency key was used with another body")
        return await _created(exchange, number, items, [("Idempotent-Replayed", "true")])
    name = _parse_name(body)
    if len(items.names) >= _MAX_ITEMS:
        return await _problem(exchange, 507, f"there are {_MAX_ITEMS} items already")
    number = max(items.names, default=0) + 1
    items.names[number] = name
    if key is not None:
        items.answered[key] = (digest, number)
    return await _created(exchange, number, items, [])


async def _created(exchange: Exchange, number: int, items: Items, headers: Headers) -> None:
    value = {"id": number, "name": items.names.get(number)}
    location = [("Location", f"/api/items/{number}"), *headers]
    await exchange.reply(201, _encode(value), content_type=_JSON, headers=location)


async def _name(exchange: Exchange) -> str:
    return _parse_name(await exchange.whole_body(_MAX_BODY))


def _parse_name(body: bytes) -> str:
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest(400, "the body is not JSON") from None
    name = value.get("name") if isinstance(value, dict) else None
    if not isinstance(name, str) or not 1 <= len(name) <= 200:
        raise BadRequest(422, 'the body is an object with a "name" of 1 to 200 characters')
    return name


def _item(number: int, names: dict[int, str]) -> dict[str, object]:
    return {"id": number, "name": names[number]}


def _encode(value: object) -> bytes:
    return (json.dumps(value) + "\n").encode()


def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def _matches(condition: str, tag: str) -> bool:
    return condition.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in condition.split(","))


async def _tagged(exchange: Exchange, value: object) -> None:
    body = _encode(value)
    tag = _tag(body)
    condition = exchange.head.headers.get("if-none-match")
    unchanged = exchange.head.method in ("GET", "HEAD") and condition is not None and _matches(condition, tag)
    await exchange.reply(304 if unchanged else 200, body, content_type=_JSON, headers=[("ETag", tag)])


async def _problem(exchange: Exchange, status: int, message: str) -> None:
    await exchange.reply(status, _encode({"error": message}), content_type=_JSON)
