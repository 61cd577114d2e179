"""Rules of `lab.json`."""

from __future__ import annotations

from typing import Any


def faults(data: Any) -> list[str]:
    return []
