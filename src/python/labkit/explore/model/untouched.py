"""Notices a program that replaces parts of the modules it is scheduled by: then nothing it does can be believed."""

from __future__ import annotations

import builtins
import types
from collections.abc import Mapping
from dataclasses import dataclass

_OPEN = frozenset(("excepthook",))
"""What a program may replace: `threading` offers it for that."""
_CODE = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, property, staticmethod, classmethod, type)


class Untouched:
    """Remembers the functions and classes of modules, and the functions of these classes. Data is not looked at."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, Mapping[str, object], str, object]] = []
        self._classes: dict[int, _Class] = {}
        self.remember(builtins)

    def remember(self, module: types.ModuleType) -> None:
        """Takes `module` as it is now for what it has to stay."""
        for value in self._remember(module.__name__, vars(module)):
            if isinstance(value, type):
                for base in value.__mro__:
                    if base.__flags__ & _HEAP and id(base) not in self._classes:
                        where, space = f"{module.__name__}.{base.__name__}", vars(base)
                        self._classes[id(base)] = _Class(where, space, len(self._remember(where, space)), len(space))

    def _remember(self, where: str, space: Mapping[str, object]) -> list[object]:
        parts = [(name, value) for name, value in space.items() if isinstance(value, _CODE) and name not in _OPEN]
        self._parts += [(where, space, name, value) for name, value in parts]
        return [value for _, value in parts]

    def replaced(self) -> str | None:
        """The first part that is another one now: `threading.Thread.start`; a class that has code it did not have."""
        for where, space, name, value in self._parts:
            if space.get(name) is not value:
                return f"{where}.{name}"
        for one in self._classes.values():
            if len(one.space) != one.size:
                if sum(isinstance(value, _CODE) for value in one.space.values()) != one.code:
                    return one.where
                one.size = len(one.space)
        return None


@dataclass
class _Class:
    where: str
    space: Mapping[str, object]
    code: int
    size: int


_HEAP = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: a class that a program can change."""
