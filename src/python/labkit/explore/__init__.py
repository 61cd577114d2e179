"""The schedule explorer: runs a threaded program under every interleaving it can, until one fails."""

from labkit.explore.claims import never, sometimes
from labkit.explore.options import Options
from labkit.explore.result import Result
from labkit.explore.watched import explore, replay

__all__ = ["Options", "Result", "explore", "never", "replay", "sometimes"]
