"""Calls check_url while the name server knows no host, without asking the real one."""

import socket
from typing import Any
from unittest.mock import patch

import checker_threads


def scenario(url: str, timeout: float) -> Any:
    def no_such_host(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with patch.multiple(socket, getaddrinfo=no_such_host, gethostbyname=no_such_host):
        return checker_threads.check_url(url, timeout=timeout)
