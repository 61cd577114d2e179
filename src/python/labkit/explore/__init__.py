"""The schedule explorer: runs a threaded program under every interleaving it can, until one fails."""

from labkit.explore.result import Result
from labkit.explore.search import Options
from labkit.explore.watched import explore

__all__ = ["Options", "Result", "explore"]
