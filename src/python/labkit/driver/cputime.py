"""CPU time of processes where there is no /proc."""

from __future__ import annotations

import subprocess
import sys


def cpu_times(pids: list[int]) -> dict[int, str]:
    """CPU time used so far by each of `pids`, in the system's own spelling: good for telling whether it changed."""
    if not pids:
        return {}
    if sys.platform == "win32":
        from labkit.driver.windows import cpu_time

        return {pid: cpu_time(pid) for pid in pids}
    command = ["ps", "-o", "pid=,time=", "-p", ",".join(map(str, pids))]
    table = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout
    return {int(pid): used for pid, used in (line.split()[:2] for line in table.splitlines())}
