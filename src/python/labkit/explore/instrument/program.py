"""The explored program: FILE and the files beside it, compiled once, run anew for each schedule that needs it."""

from __future__ import annotations

import ast
import builtins
import hashlib
import inspect
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.errors import SetupError
from labkit.explore.engine.outcome import Uncontrolled
from labkit.explore.engine.scheduler import Scheduler
from labkit.explore.instrument.audit import audit
from labkit.explore.instrument.points import points
from labkit.explore.instrument.sites import Sites
from labkit.explore.instrument.transform import instrument
from labkit.explore.model.identity import Identity
from labkit.explore.model.libraries import Libraries

_PASSIVE = frozenset(
    [
        "threading",
        "time",
        "queue",
        "concurrent",
        "random",
        "logging",
        "enum",
        "typing",
        "abc",
        "contextlib",
        "dataclasses",
        "math",
        "os",
        "sys",
        "re",
        "json",
    ]
)
"""Modules whose functions are written in Python or touch nothing of the program's: calls of them need no judging."""
_LOTS = frozenset(("random", "secrets", "uuid"))
_STATELESS_DECORATORS = frozenset(("staticmethod", "classmethod", "property", "contextmanager"))


class Program:
    """One FILE with its scenario. `sites` grows as modules are compiled. `folders`: where files lie that it may
    import, besides its own folder; an earlier one wins, FILE's own over all, the standard library over each.
    `args`, `kwargs`: what the scenario will be called with. `given`: modules that stand in for files of their names."""

    def __init__(
        self, file: Path, name: str, scheduler: Scheduler, folders: Sequence[Path] = (),
        args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None,
        given: Mapping[str, types.ModuleType] | None = None,
    ) -> None:  # fmt: skip
        self.file = file.resolve()
        self.name = name
        self._folders = [self.file.parent, *(one.resolve() for one in folders)]
        self._args, self._kwargs = args, kwargs or {}
        self._given = given or {}
        self._paths = {self.file.stem: self.file}
        self._found: dict[str, Path | None] = {}
        self.sites = Sites()
        self._scheduler = scheduler
        self._codes: dict[str, types.CodeType] = {}
        self._sources: dict[str, str] = {}
        self._stateful = False
        self._builtins: dict[str, Any] = {}
        hooks = points(scheduler, self.sites)
        self.libraries = Libraries(scheduler, self.sites, hooks)
        self._modules = self.libraries.program
        self._identity = Identity(scheduler)
        self._builtins = {
            **vars(builtins), **hooks, "__import__": self._import, "id": self._identity.id,
            "__build_class__": self._identity.build_class,
        }  # fmt: skip
        self._scenario: Callable[[], object] | None = None

    @property
    def files(self) -> frozenset[str]:
        """Files of the program, as tracebacks name them."""
        return frozenset(map(str, self._paths.values()))

    @property
    def uncovered(self) -> list[str]:
        """Reasons why an exhausted search is no proof."""
        return list(self.sites.uncovered)

    @property
    def hashes(self) -> dict[str, str]:
        """What a schedule of this program is bound to."""
        return {f"{n}.py": hashlib.sha256(s.encode()).hexdigest()[:16] for n, s in sorted(self._sources.items())}

    def scenario(self) -> Callable[[], object]:
        """The scenario with fresh module state. Raises SetupError for a file that cannot be loaded."""
        self.libraries.reset()
        self._identity.reset()
        if self._scenario is None or self._stateful:
            self._modules.clear()
            self._scenario = self._find(self._load(self.file.stem))
        return self._scenario

    def _find(self, module: types.ModuleType) -> Callable[[], object]:
        found = module.__dict__.get(self.name)
        if not callable(found):
            raise SetupError(f"{self.file.name} defines no function {self.name}(): write `def {self.name}():`")
        code = getattr(found, "__code__", None)
        if code is not None and code.co_flags & 0x80:
            raise SetupError(f"{self.name}() in {self.file.name} is `async def`; only threads are explored")
        try:
            inspect.signature(found).bind(*self._args, **self._kwargs)
        except TypeError as error:
            given = f"cannot be called: {error}" if self._args or self._kwargs else "must take no arguments"
            raise SetupError(f"{self.name}() in {self.file.name} {given}") from None
        except ValueError:
            pass  # a callable of C without a signature
        return found  # type: ignore[no-any-return]

    def _load(self, name: str) -> types.ModuleType:
        if name in self._modules:
            return self._modules[name]
        path = self._paths.get(name) or self._path(name)
        if path is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if name not in self._codes:
            self._paths[name] = path
            self._codes[name] = self._compile(name, path)
        module = types.ModuleType(name)
        module.__dict__.update(__builtins__=self._builtins, __file__=str(path))
        self._modules[name] = module
        try:
            exec(self._codes[name], module.__dict__)
        except SetupError:
            raise
        except Uncontrolled as error:
            raise SetupError(f"{path.name} cannot be explored: {error}; start threads inside the scenario") from None
        except BaseException as error:
            line = _line_in(error, str(path))
            raise SetupError(f"{path.name} cannot be imported: {type(error).__name__}: {error} (line {line})") from None
        return module

    def _compile(self, name: str, path: Path) -> types.CodeType:
        try:
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source, str(path))
        except OSError as error:
            raise SetupError(f"{path} cannot be read: {error.strerror}") from None
        except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            where = f", line {line}" if line else ""
            raise SetupError(f"{path.name} is not valid Python{where}: {getattr(error, 'msg', error)}") from None
        self._sources[name] = source
        self._stateful = self._stateful or _has_state(tree)
        passive = self._passive(tree, path)
        try:
            tree = instrument(tree, str(path), self.sites, passive=passive)
            code: types.CodeType = compile(tree, str(path), "exec", dont_inherit=True)
        except (SyntaxError, RecursionError) as error:
            raise SetupError(f"{path.name} is not valid Python: {error}") from None
        audit(tree, code, str(path), self.sites, passive)
        return code

    def _passive(self, tree: ast.Module, path: Path) -> frozenset[str]:
        """Names that `import` binds to modules nobody's state is in. Modules that draw lots are noted: every schedule
        draws the same ones, so the others are not looked at."""
        passive: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules = [one.name.partition(".")[0] for one in node.names]
                bound = [(one.asname or one.name).partition(".")[0] for one in node.names]
                passive.update(name for name, module in zip(bound, modules, strict=True) if module in _PASSIVE)
            elif isinstance(node, ast.ImportFrom):
                modules = [(node.module or "").partition(".")[0]]
            else:
                continue
            for module in _LOTS.intersection(modules):
                self.sites.uncover(str(path), node.lineno, f"{module} draws the same in each schedule")
        return frozenset(passive)

    def _path(self, name: str) -> Path | None:
        """The file of the program that `import name` means, if one does."""
        if name not in self._found:
            mine = name.isidentifier() and name not in sys.stdlib_module_names
            files = (one / f"{name}.py" for one in self._folders) if mine else iter(())
            self._found[name] = next((one for one in files if one.is_file()), None)
        return self._found[name]

    def _import(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        if level:
            raise SetupError(f"{self.file.name} uses a relative import; write `import {name or 'module'}`")
        if name in self._given:
            return self._given[name]
        if self._path(name) is not None:
            return self._load(name)
        return self.libraries.import_module(name, globals, locals, fromlist, level)


def _has_state(tree: ast.Module) -> bool:
    """Whether running the scenario can leave traces in its module: then its code runs again for each schedule."""
    if any(isinstance(node, ast.Global) for node in ast.walk(tree)):
        return True
    return not all(_stateless(statement) for statement in tree.body)


def _stateless(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return node.value is None or isinstance(node.value, ast.Constant)
    if isinstance(node, ast.FunctionDef):
        constant = all(isinstance(one, ast.Constant) for one in [*node.args.defaults, *node.args.kw_defaults] if one)
        plain = all(isinstance(one, ast.Name) and one.id in _STATELESS_DECORATORS for one in node.decorator_list)
        return constant and plain
    if isinstance(node, ast.ClassDef):
        inner = (one for one in node.body if not (isinstance(one, ast.AnnAssign) and one.value is None))
        return not node.decorator_list and all(
            _stateless(one) and not isinstance(one, ast.Assign | ast.AnnAssign) for one in inner
        )
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


def _line_in(error: BaseException, path: str) -> int:
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
