"""One TCP socket of this machine, asked of the Linux kernel by its address (sock_diag(7), inet_diag).

The client's own socket tells what its process has taken: bytes its kernel received, less those still queued.
Unlike the acknowledgements the server's socket sees, that is not late.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST = 1
_NLMSG_ERROR = 2
_INET_DIAG_INFO = 2
_ANY_STATE = 0xFFFFFFFF
_NO_COOKIE = 0xFFFFFFFF
_BYTES_RECEIVED = 128  # offset of tcpi_bytes_received in struct tcp_info (linux/tcp.h), since Linux 4.1

_HEADER = struct.Struct("=IHHII")
_REQUEST = struct.Struct("=BBBxI")
_PORTS = struct.Struct("!HH")
_MESSAGE = struct.Struct("=BBBB48x5I")
_ATTRIBUTE = struct.Struct("=HH")


@dataclass(frozen=True, slots=True)
class Socket:
    inode: int
    """0 when no process holds the socket any more."""
    taken: int | None
    """Bytes its process has read, one more when it has read the end of stream; None when the kernel is too old."""


def find(local: int, remote: int) -> Socket | None:
    """The socket from port `local` to port `remote`, both on 127.0.0.1; None when there is none.

    Raises OSError where the kernel does not answer such questions.
    """
    loopback = socket.inet_aton("127.0.0.1").ljust(16, b"\0")
    body = _REQUEST.pack(socket.AF_INET, socket.IPPROTO_TCP, 1 << (_INET_DIAG_INFO - 1), _ANY_STATE)
    body += _PORTS.pack(local, remote) + loopback * 2 + struct.pack("=III", 0, _NO_COOKIE, _NO_COOKIE)
    head = _HEADER.pack(_HEADER.size + len(body), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_SOCK_DIAG) as netlink:
        netlink.settimeout(1.0)
        netlink.send(head + body)
        return _parse(netlink.recv(8192), local, remote)


def unacknowledged(ours: socket.socket) -> int:
    """Bytes sent on `ours` that the other end's kernel has not acknowledged (tcp(7), SIOCOUTQ). Raises OSError."""
    import fcntl  # not there on Windows, where this is not called
    import termios

    return int(struct.unpack("i", fcntl.ioctl(ours.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0])


def _parse(reply: bytes, local: int, remote: int) -> Socket | None:
    length, kind, *_ = _HEADER.unpack_from(reply)
    if kind == _NLMSG_ERROR:
        code = -struct.unpack_from("=i", reply, _HEADER.size)[0]
        if code == 2:  # ENOENT: no such socket
            return None
        raise OSError(code, "the kernel does not tell about sockets")
    if kind != _SOCK_DIAG_BY_FAMILY:
        raise OSError(0, "the kernel gave another answer than asked for")
    if _PORTS.unpack_from(reply, _HEADER.size + 4) != (local, remote):
        return None  # a listening socket on the same port
    *_, queued, _, _, inode = _MESSAGE.unpack_from(reply, _HEADER.size)
    at = _HEADER.size + _MESSAGE.size
    while at + _ATTRIBUTE.size <= length:
        size, name = _ATTRIBUTE.unpack_from(reply, at)
        if name == _INET_DIAG_INFO and size >= _ATTRIBUTE.size + _BYTES_RECEIVED + 8:
            received = struct.unpack_from("=Q", reply, at + _ATTRIBUTE.size + _BYTES_RECEIVED)[0]
            return Socket(inode, received - queued)
        at += max(4, (size + 3) & ~3)
    return Socket(inode, None)
