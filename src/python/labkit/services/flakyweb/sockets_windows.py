"""The owner of each client socket on Windows: GetExtendedTcpTable with TCP_TABLE_OWNER_PID_ALL."""

from __future__ import annotations

import ctypes
import socket
import struct

_AF_INET = 2
_OWNER_PID_ALL = 5
_ERROR_INSUFFICIENT_BUFFER = 122
_ROW = struct.Struct("<6I")  # state, local address, local port, remote address, remote port, owner


def owners(server_port: int) -> dict[int, int]:
    """Process ids by client port, for connections to `server_port`. Raises OSError when the table cannot be read."""
    table = ctypes.WinDLL("iphlpapi").GetExtendedTcpTable  # type: ignore[attr-defined]
    size = ctypes.c_ulong(0)
    table(None, ctypes.byref(size), False, _AF_INET, _OWNER_PID_ALL, 0)
    for _ in range(5):  # the table may grow between the two calls
        buffer = ctypes.create_string_buffer(size.value + 4096)
        size = ctypes.c_ulong(len(buffer))
        code = table(buffer, ctypes.byref(size), False, _AF_INET, _OWNER_PID_ALL, 0)
        if code == 0:
            return parse(buffer.raw, server_port)
        if code != _ERROR_INSUFFICIENT_BUFFER:
            raise OSError(code, "GetExtendedTcpTable failed")
    raise OSError(_ERROR_INSUFFICIENT_BUFFER, "the table of TCP sockets keeps growing")


def parse(table: bytes, server_port: int) -> dict[int, int]:
    """Read a MIB_TCPTABLE_OWNER_PID: a count, then rows whose ports are in network byte order."""
    (count,) = struct.unpack_from("<I", table)
    found: dict[int, int] = {}
    for index in range(count):
        _, _, local, _, remote, owner = _ROW.unpack_from(table, 4 + index * _ROW.size)
        if socket.ntohs(remote & 0xFFFF) == server_port and owner:
            found[socket.ntohs(local & 0xFFFF)] = owner
    return found
