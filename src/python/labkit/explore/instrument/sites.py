"""The table of points: where in the source each one stands and what it announces."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """`name`: the attribute or variable; `[]` for what a container holds."""

    file: str
    line: int
    column: int
    kind: int
    name: str


class Sites:
    """Points are numbered as they are made; the number is what the inserted call passes."""

    def __init__(self) -> None:
        self.table: list[Site] = []
        self.variables: set[tuple[str, int, str]] = set()
        """Variables that have points: file, first line of the function whose variable it is (0: global), name."""
        self.uncovered: dict[str, None] = {}
        """What the front end cannot see through, as `file:line: reason`. Not empty: nothing is called proved."""

    def add(self, site: Site) -> int:
        self.table.append(site)
        return len(self.table) - 1

    def uncover(self, file: str, line: int, reason: str) -> None:
        """Notes something that no point announces."""
        self.uncovered[f"{Path(file).name}:{line}: {reason}"] = None
