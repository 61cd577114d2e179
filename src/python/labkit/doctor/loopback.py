"""The loopback: the labs' servers listen on 127.0.0.1 and nowhere else."""

from __future__ import annotations

import socket
from typing import Any

from labkit.doctor.problem import Problem, reason

_SECONDS = 5.0
"""Longest wait within this machine. A refusal comes at once; a firewall that swallows packets makes it wait."""


def loopback() -> tuple[dict[str, Any], list[Problem]]:
    """Whether a server can listen and be reached on 127.0.0.1, and on ::1, which no lab needs."""
    refused = _refused(socket.AF_INET, "127.0.0.1")
    facts = {"ipv4": refused is None, "ipv6": socket.has_ipv6 and _refused(socket.AF_INET6, "::1") is None}
    if refused is None:
        return facts, []
    return facts, [
        Problem(
            about="loopback",
            message=f"A server on 127.0.0.1 cannot be {refused}.",
            remedy="Labs talk to servers on this machine alone. Allow Python to listen and connect on 127.0.0.1: "
            "look at the firewall, the sandbox or the container this runs in.",
        )
    ]


def _refused(family: socket.AddressFamily, host: str) -> str | None:
    """What failed, as it follows "cannot be"; None when a byte went through."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as server:
            server.settimeout(_SECONDS)
            server.bind((host, 0))
            server.listen(1)
            return _unreachable(server, family)
    except OSError as error:
        return f"opened: {reason(error)}"


def _unreachable(server: socket.socket, family: socket.AddressFamily) -> str | None:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as client:
            client.settimeout(_SECONDS)
            client.connect(server.getsockname()[:2])
            client.sendall(b"?")
            with server.accept()[0] as peer:
                peer.settimeout(_SECONDS)
                return None if peer.recv(1) == b"?" else "trusted: another byte arrived than was sent"
    except OSError as error:
        return f"reached: {reason(error)}"
