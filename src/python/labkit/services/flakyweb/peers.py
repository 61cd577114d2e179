"""What the kernel knows of the other end of a connection: its process, and the bytes it has not taken yet.

Both ends are on this machine, so the client's socket is in the same tables as ours. Nothing the client writes is used.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .connection import Connection

_CLOSE_WAIT = 8


@dataclass(frozen=True, slots=True)
class Row:
    """The two ends of one connection, as the kernel's table of TCP sockets shows them."""

    inode: int
    """Of the client's socket; 0 when no process holds it any more."""
    unread: int
    """Bytes in the client's kernel that its process has not taken."""
    unsent: int
    """Bytes in the server's kernel that the client's kernel has not acknowledged."""


class Peers:
    """Looks up the clients of the server on `port`.

    `candidates` names the processes that can be clients; its None means every process.
    """

    def __init__(self, port: int, candidates: Callable[[], Iterable[int] | None]) -> None:
        self._port = port
        self._candidates = candidates
        self._linux = sys.platform == "linux"
        self.end_of_stream_proves_reading = sys.platform in ("linux", "win32")
        """Closing a socket with unread bytes sends a reset there, so an end of stream says that all was read."""

    def left(self, client_port: int) -> bool:
        """After an end of stream: has the client closed its socket (rather than its sending half)?

        Where the kernel does not tell, an end of stream counts as a closed socket.
        """
        row = self._rows().get(client_port) if self._linux else None
        return row is None or row.inode == 0

    def observe(self, connections: Iterable[Connection]) -> None:
        """Tell each open connection how many of the bytes sent on it the client has taken."""
        if not self._linux:
            return
        before = [(connection, connection.sent) for connection in connections if connection.open]
        rows = self._rows() if before else {}
        for connection, sent in before:  # bytes sent since then only lower the estimate, so it stays a proof
            row = rows.get(connection.client_port)
            if row is not None and row.inode != 0:
                connection.observed(sent - row.unsent - row.unread)

    def identify(self, client_ports: set[int]) -> dict[int, int]:
        """Process ids by client port. A port is left out when no process or more than one holds its socket."""
        try:
            if self._linux:
                return self._identify_by_inode(client_ports)
            if sys.platform == "win32":
                from .peers_windows import owners

                return {port: pid for port, pid in owners(self._port).items() if port in client_ports}
            if sys.platform == "darwin":
                return self._identify_by_lsof(client_ports)
        except (OSError, subprocess.SubprocessError, ValueError):
            pass  # the kernel does not tell us: the journal says None
        return {}

    def _rows(self) -> dict[int, Row]:
        ours: dict[int, int] = {}
        theirs: dict[int, tuple[int, int]] = {}
        suffix = f":{self._port:04X}".encode()
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            try:
                data = Path(table).read_bytes()
            except OSError:
                continue
            for line in data.splitlines():
                if suffix not in line:
                    continue
                part = line.split()
                queues = part[4].split(b":")
                if part[1].endswith(suffix):
                    ours[int(part[2].rpartition(b":")[2], 16)] = int(queues[0], 16)
                elif part[2].endswith(suffix):
                    unread = int(queues[1], 16)
                    if int(part[3], 16) == _CLOSE_WAIT and unread:
                        unread -= 1  # the end of stream counts as a byte
                    theirs[int(part[1].rpartition(b":")[2], 16)] = (int(part[9]), unread)
        return {port: Row(inode, unread, ours.get(port, 0)) for port, (inode, unread) in theirs.items()}

    def _identify_by_inode(self, client_ports: set[int]) -> dict[int, int]:
        rows = self._rows()
        links = {f"socket:[{rows[port].inode}]": port for port in client_ports if port in rows}
        found: dict[int, set[int]] = {}
        for pid in self._processes():
            folder = f"/proc/{pid}/fd"
            try:
                names = os.listdir(folder)
            except OSError:
                continue  # ended, or not ours to look at
            for name in names:
                try:
                    port = links.get(os.readlink(f"{folder}/{name}"))
                except OSError:
                    continue
                if port is not None:
                    found.setdefault(port, set()).add(pid)
        return {port: next(iter(pids)) for port, pids in found.items() if len(pids) == 1}

    def _processes(self) -> list[int]:
        candidates = self._candidates()
        if candidates is not None:
            return list(candidates)
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]

    def _identify_by_lsof(self, client_ports: set[int]) -> dict[int, int]:
        command = ["/usr/sbin/lsof", "-nP", "-a", f"-iTCP:{self._port}", "-sTCP:ESTABLISHED", "-Fpn"]
        candidates = self._candidates()
        if candidates is not None:
            command += ["-p", ",".join(str(pid) for pid in candidates)]
        output = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False).stdout
        found: dict[int, set[int]] = {}
        pid = 0
        for line in output.splitlines():
            if line.startswith("p"):
                pid = int(line[1:])
            elif line.startswith("n") and line.endswith(f":{self._port}"):  # n127.0.0.1:CLIENT->127.0.0.1:SERVER
                port = int(line[1:].partition("->")[0].rpartition(":")[2])
                if port in client_ports:
                    found.setdefault(port, set()).add(pid)
        return {port: next(iter(pids)) for port, pids in found.items() if len(pids) == 1}
