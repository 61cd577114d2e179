"""Finds what the judge asked for in the learner's files. Runs in the subject."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from labkit.subject.plain import Frame, Ref


class Problem(Exception):
    """A target that cannot be had; `kind` and `facts` are put into words by the judge."""

    def __init__(self, kind: str, **facts: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts = facts


class Loader:
    """Imports the learner's modules from `folders`, the work folder first, and scenarios from `scenarios`."""

    def __init__(self, folders: Sequence[Path], scenarios: Path) -> None:
        self.folders = folders
        self.scenarios = scenarios
        self.modules = frozenset(one.stem for folder in (*folders, scenarios) for one in folder.glob("*.py"))

    def find(self, target: str) -> Any:
        """The object `module:qualname` or `scenario:NAME`. Raises `Problem`, or what the import raised."""
        module_name, _, qualname = target.partition(":")
        if module_name == "scenario":
            found: Any = self.scenario(qualname)
            qualname = "scenario"
        else:
            found = self.module(module_name)
        for part in qualname.split("."):
            try:
                found = getattr(found, part)
            except AttributeError:
                raise Problem("missing-symbol", module=module_name, name=qualname) from None
        return found

    def function(self, target: str) -> Callable[..., Any]:
        found = self.find(target)
        if not callable(found):
            raise Problem("not-callable", name=target.partition(":")[2], type=type(found).__name__)
        return found  # type: ignore[no-any-return]

    def module(self, name: str) -> ModuleType:
        if name in sys.modules:
            return sys.modules[name]
        module = importlib.import_module(name)
        origin = getattr(module, "__file__", None)
        if origin is None or self._home(origin) is None:
            raise Problem("hidden-module", name=name, origin=str(origin or "the standard library"))
        return module

    def scenario(self, name: str) -> ModuleType:
        if name in sys.modules:
            return sys.modules[name]
        spec = importlib.util.spec_from_file_location(name, self.scenarios / f"{name}.py")
        if spec is None or spec.loader is None:
            raise Problem("missing-scenario", name=name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # before execution, so that its functions can be pickled by name
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            raise
        return module

    def resolve(self, value: Any) -> Any:
        """`value` with every `Ref` in it replaced by the object it names."""
        if type(value) is Ref:
            return self.find(value.target)
        if type(value) in (list, tuple):
            return type(value)(self.resolve(one) for one in value)
        if type(value) is dict:
            return {key: self.resolve(one) for key, one in value.items()}
        return value

    def trace(self, traceback: TracebackType | None) -> tuple[Frame, ...]:
        """The frames of `traceback` that stand in the learner's files, outermost first, at most the last 20."""
        frames = []
        while traceback is not None:
            code = traceback.tb_frame.f_code
            if (home := self._home(code.co_filename)) is not None:
                file = Path(code.co_filename).relative_to(home).as_posix()
                frames.append(Frame(file, max(traceback.tb_lineno or 1, 1), code.co_qualname))
            traceback = traceback.tb_next
        return tuple(frames[-20:])

    def _home(self, file: str) -> Path | None:
        """The folder of the learner's in which `file` lies."""
        return next((one for one in self.folders if Path(file).is_relative_to(one)), None)
