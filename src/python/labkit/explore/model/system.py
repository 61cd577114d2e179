"""`sys` and `os` as the program sees them: the real ones, but for its own modules and the end of the process."""

from __future__ import annotations

import os
import sys
import types
from collections import ChainMap
from collections.abc import Callable
from typing import Any


class System(types.ModuleType):
    """`sys` with the program's modules in `modules`. Everything else is read from and set on the real one."""

    def __init__(self, modules: dict[str, types.ModuleType]) -> None:
        super().__init__("sys")
        self.__dict__["modules"] = ChainMap(modules, sys.modules)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)


def operating_system(leave: Callable[..., None]) -> types.ModuleType:
    """`os`, where ending the process calls `leave` and nothing is kept for a fork."""
    module = types.ModuleType("os")
    hidden = ("__loader__", "__spec__")
    module.__dict__.update({name: value for name, value in vars(os).items() if name not in hidden})
    module.__dict__.update(_exit=leave, abort=leave, register_at_fork=lambda **work: None)
    return module


def at_exit() -> types.ModuleType:
    """`atexit`: what a schedule registers is not kept for the end of this process."""
    module = types.ModuleType("atexit")
    module.__dict__.update(register=lambda work, *args, **named: work, unregister=lambda work: None)
    return module
