"""A local HTTP/1.1 server that misbehaves on request and records what its clients do. See docs/flakyweb.md."""

from .gates import Gate
from .journal import Journal, Request
from .limits import Limits
from .routes.site import Site
from .serve import serve
from .web import Web

__all__ = ["Gate", "Journal", "Limits", "Request", "Site", "Web", "serve"]
