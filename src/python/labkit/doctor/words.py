"""The report for a person in a terminal: a line for each thing looked at, what is wrong below it, the sum last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from labkit.human import ink

_COLOURS = {"ok": "32", "needs attention": "33", "stops labs": "31"}
_INDENT = 17


def tell(report: dict[str, Any], stream: TextIO) -> None:
    """Prints `report` to `stream`, in colour on a terminal unless NO_COLOR is set."""
    paint = ink(stream)
    problems = report["problems"]
    for about, fact in _facts(report):
        mine = [one for one in problems if one["about"] == about]
        state = "stops labs" if any(one["stops"] for one in mine) else "needs attention" if mine else "ok"
        stream.write(f"{paint(f'{state:<{_INDENT}}', _COLOURS[state])}{fact}\n")
        for one in mine:
            for line in (one["message"], one["remedy"]):
                stream.write(f"{'':<{_INDENT}}{line}\n")
    stops = sum(one["stops"] for one in problems)
    attention = len(problems) - stops
    parts = [f"{stops} {'thing stops' if stops == 1 else 'things stop'} labs"] if stops else ["labs can run"]
    if attention:
        parts.append(f"{attention} {'needs' if attention == 1 else 'need'} attention")
    stream.write("\n" + paint(", ".join(parts), _COLOURS["stops labs" if stops else "ok"]) + "\n")


def _facts(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    python, cores, temporary = report["python"], report["cores"], report["temporary"]
    build = "free-threaded build" if python["freeThreaded"] else "with the GIL"
    lock = f"{build}, the GIL is {'on' if python['gil'] else 'off'}" if python["freeThreaded"] else build
    yield "python", f"{python['implementation']} {python['version']}, {lock}, {python['executable']} ({python['abi']})"
    yield "cores", f"{cores['usable']} of {cores['machine']} {'core' if cores['machine'] == 1 else 'cores'} usable"
    methods = report["processes"]["methods"]
    yield "processes", f"multiprocessing starts processes by {', '.join(methods)} (default: {methods[0]})"
    works = {True: "works", False: "does not work"}
    yield "loopback", f"127.0.0.1 {works[report['loopback']['ipv4']]}, ::1 {works[report['loopback']['ipv6']]}"
    room = "" if temporary["free"] is None else f", {temporary['free'] / (1 << 30):.1f} GB free"
    yield "temporary", f"temporary files in {temporary['folder'] or 'no folder'}{room}"
    memory = report["memory"]
    yield "memory", f"memory limit: {memory['method'] if memory['limits'] else 'none'}"
    yield "carried", f"kit {report['kit']}, carries {_listed(report['carried'])}"
    yield "packages", f"packages of labs: {_listed(report['packages'])}"
    if any(one["about"] == "course" for one in report["problems"]):
        yield "course", "files of the course"


def _listed(packages: list[dict[str, Any]]) -> str:
    return (
        ", ".join(f"{one['name']} {one['version'] or '(no version)'}" for one in packages if one["importable"])
        or "none"
    )
