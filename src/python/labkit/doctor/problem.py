"""What is in the way of labs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

About = Literal["python", "cores", "processes", "loopback", "temporary", "memory", "carried", "packages", "course"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is not as labs need it. `message` and `remedy` are whole sentences."""

    about: About
    message: str
    remedy: str
    stops: bool = True
    """False: labs run, but not as they could."""
    labs: tuple[str, ...] = ()
    """Ids of the labs it is about; empty: all."""


def reason(error: OSError) -> str:
    """Why the system refused, with its code: `Permission denied (EACCES)`."""
    import errno

    code = errno.errorcode.get(error.errno or 0)
    text = error.strerror or str(error) or type(error).__name__
    return f"{text} ({code})" if code else text
