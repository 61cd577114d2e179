"""Cores, processes and memory of this machine, as far as this process may use them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import Any

from labkit.doctor.problem import Problem, reason
from labkit.driver.tree import processes as list_processes
from labkit.driver.watch import METHOD


def cores() -> tuple[dict[str, Any], list[Problem]]:
    """`usable`: the cores this process may run on; `machine`: those there are."""
    machine = os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else machine
    facts = {"usable": usable, "machine": machine}
    if usable > 1:
        return facts, []
    return facts, [
        Problem(
            about="cores",
            message="Only one core may be used.",
            remedy="Checks decide as everywhere. Benchmarks of processes show no speed-up here: give the machine, "
            "the container or the process a second core to see one.",
            stops=False,
        )
    ]


def processes() -> tuple[dict[str, Any], list[Problem]]:
    """How `multiprocessing` can start processes, its default first."""
    methods = multiprocessing.get_all_start_methods()
    facts = {"methods": methods, "default": methods[0]}
    try:
        multiprocessing.get_context(methods[0]).Lock()
    except OSError as error:
        why = reason(error)
    except ImportError as error:  # this build has no semaphores
        why = str(error).partition("\n")[0]
    else:
        return facts, []
    remedy = "Labs with processes cannot run."
    if sys.platform == "linux":
        remedy += (
            " Semaphores live in /dev/shm: see that it is mounted and can be written (in a container: --shm-size 64m)."
        )
    return facts, [Problem(about="processes", message=f"Processes cannot share a lock: {why}.", remedy=remedy)]


def memory() -> tuple[dict[str, Any], list[Problem]]:
    """Whether the memory of learners' programs can be limited, and how it is measured."""
    found = []
    limits = True
    try:
        table = list_processes()
        own = table.get(os.getpid())
        why = None if own is not None and own.resident > 0 else "this process is not in the list"
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
    if why is not None:
        limits = False
        source = {"linux": "Mount /proc.", "win32": ""}.get(sys.platform, "See that `ps` can be run.")
        found.append(
            Problem(
                about="memory",
                message=f"The processes of this machine cannot be listed: {why}.",
                remedy=f"Without it no memory is limited and not every process can be ended. {source}".strip(),
            )
        )
    found += _address_space()
    return {"limits": limits, "method": METHOD}, found


def _address_space() -> list[Problem]:
    if sys.platform == "win32":
        return []
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit == resource.RLIM_INFINITY:
        return []
    return [
        Problem(
            about="memory",
            message=f"The address space of each process is limited to {limit >> 20:,} MB.",
            remedy="Threads reserve address space they never use, so some may fail to start. "
            "`ulimit -v unlimited` in the shell that starts this lifts the limit.",
            stops=False,
        )
    ]
