"""How long a client may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds."""

    head_seconds: float = 10.0
    """From the first byte of a request head to its last; then 408."""
    linger_seconds: float = 5.0
    """After the last reply of a connection, for the client to close its end."""
