"""The table of points: where in the source each one stands and what it announces."""

from __future__ import annotations

from dataclasses import dataclass


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
        self.uncovered: list[str] = []
        """What the front end cannot see through, as `file:line: reason`. Not empty: nothing is called proved."""

    def add(self, site: Site) -> int:
        self.table.append(site)
        return len(self.table) - 1
