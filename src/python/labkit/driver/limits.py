"""Bounds of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a learner's program may use before the kit ends it."""

    call_seconds: float = 20.0
    """Time for one call. Default 20. A longer one is ended and its check fails with the lines it stood on."""
    cpu_seconds: float = 120.0
    """CPU time of one call, summed over its processes. Default 120. Beyond it the tree is ended and the check fails. A
    search for an interleaving is bounded by its schedules instead."""
    memory_mb: int = 2048
    """Resident memory of the whole process tree. Default 2048. Beyond it the tree is ended and the check fails."""
    output_kb: int = 256
    """Printed text kept for one check. Default 256. What exceeds it is read, counted and dropped."""
    processes: int = 64
    """Processes alive at one time. Default 64. Beyond it the tree is ended and the check fails."""

    def options(self) -> list[tuple[str, float]]:
        """The options of the command line that say the same."""
        return [
            ("--call-seconds", self.call_seconds),
            ("--cpu-seconds", self.cpu_seconds),
            ("--memory-mb", self.memory_mb),
            ("--output-kb", self.output_kb),
            ("--processes", self.processes),
        ]
