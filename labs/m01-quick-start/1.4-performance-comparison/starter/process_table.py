"""What every process holds in memory, as the system tells. Given; works with psutil and without."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

try:
    import psutil
except ModuleNotFoundError:
    psutil = None


class Process(NamedTuple):
    pid: int
    parent: int
    resident: int  # bytes in memory now


def processes() -> list[Process]:
    """Every process this user can see. One that ends meanwhile may be missing."""
    if psutil is not None:
        return list(_from_psutil())
    if sys.platform == "linux":
        return list(_from_proc())
    if sys.platform == "win32":
        table = "Get-CimInstance Win32_Process | % { $_.ProcessId, $_.ParentProcessId, $_.WorkingSetSize -join ' ' }"
        return list(_from_lines(["powershell", "-NoProfile", "-Command", table], unit=1))
    return list(_from_lines(["ps", "-axo", "pid=,ppid=,rss="], unit=1024))


def _from_psutil() -> Iterator[Process]:
    for one in psutil.process_iter(["ppid", "memory_info"]):
        if one.info["memory_info"] is not None:
            yield Process(one.pid, one.info["ppid"], one.info["memory_info"].rss)


def _from_proc() -> Iterator[Process]:
    page = os.sysconf("SC_PAGE_SIZE")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_bytes()
        except OSError:
            continue
        # The second field is the name of the program in brackets, and may hold anything.
        fields = stat[stat.rindex(b")") + 2 :].split()
        yield Process(int(folder.name), int(fields[1]), int(fields[21]) * page)


def _from_lines(command: list[str], unit: int) -> Iterator[Process]:
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.splitlines()
    for pid, parent, resident in (line.split() for line in lines if line.strip()):
        yield Process(int(pid), int(parent), int(resident) * unit)
