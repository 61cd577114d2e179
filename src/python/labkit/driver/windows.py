"""Processes on Windows, by ctypes. The job object ends the learner's processes with the judge."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_psapi = ctypes.WinDLL("psapi", use_last_error=True)
for _name in ("CreateToolhelp32Snapshot", "OpenProcess", "CreateJobObjectW"):
    getattr(_kernel, _name).restype = wintypes.HANDLE

_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMIT_INFORMATION = 9


class _Entry(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("usage", wintypes.DWORD),
        ("pid", wintypes.DWORD),
        ("heap", ctypes.c_size_t),
        ("module", wintypes.DWORD),
        ("threads", wintypes.DWORD),
        ("parent", wintypes.DWORD),
        ("priority", wintypes.LONG),
        ("flags", wintypes.DWORD),
        ("name", ctypes.c_char * 260),
    )


class _Memory(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("faults", wintypes.DWORD),
        *((name, ctypes.c_size_t) for name in ("peak", "working", "a", "b", "c", "d", "e", "f")),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", wintypes.DWORD),
        ("least", ctypes.c_size_t),
        ("most", ctypes.c_size_t),
        ("active", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
        ("io", ctypes.c_uint64 * 6),
        ("memory", ctypes.c_size_t * 4),
    )


def processes() -> list[tuple[int, int, int, float]]:
    """Pid, parent, resident bytes and seconds of CPU time of every process."""
    snapshot = wintypes.HANDLE(_kernel.CreateToolhelp32Snapshot(2, 0))
    entry = _Entry(size=ctypes.sizeof(_Entry))
    found = []
    more = _kernel.Process32First(snapshot, ctypes.byref(entry))
    while more:
        found.append((entry.pid, entry.parent, *_used(entry.pid)))
        more = _kernel.Process32Next(snapshot, ctypes.byref(entry))
    _kernel.CloseHandle(snapshot)
    return found


def _used(pid: int) -> tuple[int, float]:
    """Resident bytes, and kernel and user time in seconds; nothing for a process that is not ours."""
    handle = wintypes.HANDLE(_kernel.OpenProcess(_QUERY, False, pid))
    if not handle:
        return 0, 0.0
    memory = _Memory(size=ctypes.sizeof(_Memory))
    _psapi.GetProcessMemoryInfo(handle, ctypes.byref(memory), memory.size)
    times = (ctypes.c_uint64 * 4)()
    _kernel.GetProcessTimes(handle, *(ctypes.byref(times, 8 * one) for one in range(4)))
    _kernel.CloseHandle(handle)
    return int(memory.working), (times[2] + times[3]) / 1e7


def put_into_job(handle: int) -> int:
    """Puts a process into a new job that ends with the last handle on it, that is with this process."""
    job = wintypes.HANDLE(_kernel.CreateJobObjectW(None, None))
    limits = _Limits(flags=_KILL_ON_JOB_CLOSE)
    _kernel.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits))
    _kernel.AssignProcessToJobObject(job, wintypes.HANDLE(handle))
    return int(job.value or 0)


def end_job(job: int) -> None:
    """Ends every process of the job."""
    _kernel.TerminateJobObject(wintypes.HANDLE(job), 1)
    _kernel.CloseHandle(wintypes.HANDLE(job))
