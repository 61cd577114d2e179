"""What the kernel knows of the other end of a connection: its process, and how much that process has read.

Both ends are on this machine, so the client's socket can be asked for. Nothing the client writes is used.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from . import sockets_linux, sockets_windows

if TYPE_CHECKING:
    from .connection import Connection


class Peers:
    """Looks up the clients of the server on `port`.

    `candidates` names the processes that can be clients; its None means every process, and then the first one found
    to hold a socket is named even if others hold it too.
    """

    def __init__(self, port: int, candidates: Callable[[], Iterable[int] | None]) -> None:
        self._port = port
        self._candidates = candidates
        self._known: dict[int, None] = {}

    def left(self, client_port: int) -> bool:
        """After an end of stream: has the client closed its socket, rather than its sending half?

        Where the kernel does not tell, an end of stream counts as a closed socket.
        """
        found = self._find(client_port)
        return found is None or found.inode == 0

    def taken_at_close(self, ours: socket.socket, sent: int) -> int:
        """After the client closed its socket without a reset: how many of the `sent` bytes its process has read.

        On Linux closing with unread bytes sends a reset, so all was read that its kernel had acknowledged by then
        (RFC 2525, section 2.17). Elsewhere nothing is known, and the answer is 0.
        """
        if sys.platform != "linux":
            return 0
        try:
            return sent - sockets_linux.unacknowledged(ours)
        except OSError:
            return 0

    def observe(self, connections: Iterable[Connection]) -> None:
        """Tell each open connection how many of the bytes sent on it the client's process has read."""
        for connection in connections:
            found = self._find(connection.client_port) if connection.open else None
            if found is not None and found.inode and found.taken is not None:
                connection.observed(found.taken)

    def identify(self, client_ports: set[int]) -> dict[int, int]:
        """Process ids by client port. A port is left out when no candidate or more than one holds its socket."""
        try:
            candidates = self._candidates()
            allowed = None if candidates is None else set(candidates)
            if allowed is not None and not allowed:
                return {}
            if sys.platform == "linux":
                holders = self._holders_by_inode(client_ports, allowed)
            elif sys.platform == "win32":
                holders = {port: {pid} for port, pid in sockets_windows.owners(self._port).items()}
            elif sys.platform == "darwin":
                holders = self._holders_by_lsof()
            else:
                holders = {}
        except (OSError, subprocess.SubprocessError, ValueError):
            return {}  # the kernel does not tell: the journal says None
        found = {port: pids if allowed is None else pids & allowed for port, pids in holders.items()}
        return {port: min(pids) for port, pids in found.items() if port in client_ports and len(pids) == 1}

    def _find(self, client_port: int) -> sockets_linux.Socket | None:
        if sys.platform != "linux":
            return None
        try:
            return sockets_linux.find(client_port, self._port)
        except OSError:
            return None

    def _holders_by_inode(self, client_ports: set[int], allowed: set[int] | None) -> dict[int, set[int]]:
        found = {port: sockets_linux.find(port, self._port) for port in client_ports}
        links = {f"socket:[{end.inode}]": port for port, end in found.items() if end is not None and end.inode}
        holders: dict[int, set[int]] = {}
        for pid in self._everyone() if allowed is None else allowed:
            for link in _open_files(pid):
                if (port := links.get(link)) is not None:
                    holders.setdefault(port, set()).add(pid)
            if allowed is None and len(holders) == len(links):
                break  # looking at everyone for a second holder would cost each connection milliseconds
        self._known.update(dict.fromkeys(min(pids) for pids in holders.values()))
        return holders

    def _everyone(self) -> Iterator[int]:
        """All processes, those that were clients before first."""
        known = list(self._known)
        yield from known
        others = [int(entry.name) for entry in os.scandir("/proc") if entry.name.isdigit()]
        yield from (pid for pid in reversed(others) if pid not in self._known)

    def _holders_by_lsof(self) -> dict[int, set[int]]:
        command = ["/usr/sbin/lsof", "-nP", "-a", f"-iTCP:{self._port}", "-sTCP:ESTABLISHED", "-Fpn"]
        output = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout
        return parse_lsof(output, self._port)


def _open_files(pid: int) -> Iterator[str]:
    """What the file descriptors of a process stand for; nothing when it ended or is not ours to look at."""
    with contextlib.suppress(OSError), os.scandir(f"/proc/{pid}/fd") as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # closed since
                yield os.readlink(entry.path)  # noqa: PTH115 - a Path for each is slow


def parse_lsof(output: str, server_port: int) -> dict[int, set[int]]:
    """Process ids by client port, from lines `p1234` and `n127.0.0.1:CLIENT->127.0.0.1:SERVER`."""
    holders: dict[int, set[int]] = {}
    pid = 0
    for line in output.splitlines():
        if line.startswith("p"):
            pid = int(line[1:])
        elif line.startswith("n") and line.endswith(f":{server_port}"):
            port = int(line[1:].partition("->")[0].rpartition(":")[2])
            holders.setdefault(port, set()).add(pid)
    return holders
