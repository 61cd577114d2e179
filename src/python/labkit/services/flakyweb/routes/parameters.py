"""Query parameters of routes, read with bounds; a wrong one is a 400 that names it."""

from __future__ import annotations

import math

from ..parser import BadRequest, Head


def whole_number(head: Head, name: str, default: int, low: int, high: int) -> int:
    """Raises BadRequest when the parameter is not a whole number from `low` to `high`."""
    text = head.query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and low <= int(text) <= high):
        raise BadRequest(400, f"{name} is a whole number from {low} to {high}")
    return int(text)


def seconds(head: Head, name: str, default: float, low: float, high: float) -> float:
    """Raises BadRequest when the parameter is not a number from `low` to `high`."""
    text = head.query.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise BadRequest(400, f"{name} is a number of seconds from {low:g} to {high:g}")
    return value
