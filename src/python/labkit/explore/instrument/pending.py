"""The operation a thread has announced, with an identity that says which others it meets."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

from labkit.explore.engine.operation import ANY, CONTENT, READ, WRITE, Operation
from labkit.explore.engine.task import Task
from labkit.explore.instrument.remembered import Remembered
from labkit.explore.instrument.sites import Sites

_C_METHODS = (types.MethodDescriptorType, types.WrapperDescriptorType, types.BuiltinFunctionType)
_OWN = (types.MemberDescriptorType, types.GetSetDescriptorType, property)


def pending(sites: Sites) -> Callable[[Task], Operation]:
    """A function from a thread to its announced operation."""
    table = sites.table

    def holder(key: tuple[type, str]) -> type | str | None:
        """The class whose attribute stands in for the instance's own, or CONTENT if a C method does the work."""
        kind, name = key
        for base in kind.__mro__:
            if name in base.__dict__:
                value = base.__dict__[name]
                if isinstance(value, _C_METHODS) or base.__module__ == "collections":
                    return CONTENT
                return None if isinstance(value, _OWN) else base
        return None

    known: Remembered[tuple[type, str], type | str | None] = Remembered(holder)

    def operation(task: Task) -> Operation:
        if task.operation is None:
            task.operation = announced(task)
        return task.operation

    def announced(task: Task) -> Operation:
        kind, target = task.kind, task.target
        if task.site is None or kind not in (READ, WRITE):
            return Operation(kind, target, "")
        name = table[task.site].name
        of = type(target)  # never isinstance: that may ask the object, and run the program's code here
        if name in (ANY, CONTENT) or of is str:
            return Operation(kind, target, name)
        what: Any = target if issubclass(of, type) else of
        found = known[what, name]
        if isinstance(found, str):
            return Operation(kind, target, found)
        return Operation(kind, target if found is None else found, name)

    return operation
