"""Which names of a file are shared: globals a function rebinds, and variables a closure captures while they change."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp,
           ast.GeneratorExp)  # fmt: skip


class Scope:
    """One function, class, comprehension or the module (`parent` is None)."""

    def __init__(self, node: ast.AST, parent: Scope | None, number: int) -> None:
        self.node = node
        self.parent = parent
        self.key = f"scope {number}"
        self.bindings: dict[str, list[ast.AST]] = {}
        self.looped: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.shared: set[str] = set()

    @property
    def first_line(self) -> int:
        """As code objects have it: decorators count."""
        lines = [getattr(one, "lineno", 0) for one in (self.node, *getattr(self.node, "decorator_list", ()))]
        return min(lines)

    @property
    def is_class(self) -> bool:
        return isinstance(self.node, ast.ClassDef)


class Scopes:
    """All scopes of a file, by node."""

    def __init__(self, tree: ast.Module) -> None:
        self.by_node: dict[ast.AST, Scope] = {}
        self.module = self._collect(tree, None)
        self._find_shared()

    def owner(self, scope: Scope, name: str) -> Scope | None:
        """The scope whose variable `name` is when used in `scope`; None for a builtin."""
        if name in scope.globals:
            return self.module
        if name in scope.bindings and name not in scope.nonlocals:
            return scope
        above = scope.parent
        while above is not None:
            if above.parent is None:
                break
            if not above.is_class:
                if name in above.globals:
                    return self.module
                if name in above.bindings and name not in above.nonlocals:
                    return above
            above = above.parent
        return self.module if name in self.module.bindings else None

    def shared(self, scope: Scope, name: str) -> Scope | None:
        """The owner, if uses of `name` in `scope` must be points."""
        owner = self.owner(scope, name)
        return owner if owner is not None and name in owner.shared else None

    def is_definition(self, scope: Scope, name: str) -> bool:
        """Whether `name` is a function or class of this file, as it was written and nothing else."""
        owner = self.owner(scope, name)
        bound = owner.bindings.get(name, []) if owner is not None else []
        return len(bound) == 1 and isinstance(bound[0], Definition) and not bound[0].decorator_list

    def is_imported(self, scope: Scope, name: str) -> bool:
        """Whether `name` comes from `from module import name`."""
        owner = self.owner(scope, name)
        return owner is not None and any(isinstance(one, ast.ImportFrom) for one in owner.bindings.get(name, []))

    def _collect(self, node: ast.AST, parent: Scope | None) -> Scope:
        scope = Scope(node, parent, len(self.by_node))
        self.by_node[node] = scope
        if isinstance(node, Function):
            for arg in ast.walk(node.args):
                if isinstance(arg, ast.arg):
                    scope.bindings.setdefault(arg.arg, []).append(node)
        for child in _own(node):
            self._visit(child, scope, False)
        return scope

    def _visit(self, node: ast.AST, scope: Scope, loop: bool) -> None:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            self._bind(scope, node.id, node, loop)
        elif isinstance(node, ast.Global):
            scope.globals.update(node.names)
            for name in node.names:
                self.by_node[next(iter(self.by_node))].shared.add(name)
        elif isinstance(node, ast.Nonlocal):
            scope.nonlocals.update(node.names)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                self._bind(scope, (alias.asname or alias.name).partition(".")[0], node, loop)
        elif (isinstance(node, ast.ExceptHandler) and node.name) or (
            isinstance(node, ast.MatchAs | ast.MatchStar) and node.name
        ):
            self._bind(scope, node.name, node, loop)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            self._bind(scope, node.rest, node, loop)
        if isinstance(node, _SCOPES):
            if not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
                self._bind(scope, node.name, node, loop)
            for outer in _outside(node):
                self._visit(outer, scope, loop)
            self._collect(node, scope)
            return
        inner = loop or isinstance(node, ast.For | ast.AsyncFor | ast.While)
        for child in ast.iter_child_nodes(node):
            self._visit(child, scope, inner)

    def _bind(self, scope: Scope, name: str, node: ast.AST, loop: bool) -> None:
        if name in scope.globals:
            self.module.bindings.setdefault(name, []).append(node) if hasattr(self, "module") else None
            scope.bindings.setdefault(name, []).append(node)
            return
        scope.bindings.setdefault(name, []).append(node)
        if loop:
            scope.looped.add(name)

    def _find_shared(self) -> None:
        for name in self.module.shared:
            self.module.bindings.setdefault(name, [])
        for scope in list(self.by_node.values()):
            for name in scope.nonlocals:
                owner = self.owner(scope, name)
                if owner is not None:
                    owner.shared.add(name)
        for scope in list(self.by_node.values()):
            for node in _own_names(scope.node):
                owner = self.owner(scope, node.id)
                if owner is None or owner is scope or owner is self.module or owner.is_class:
                    continue
                if not self._settled(owner, node.id, scope):
                    owner.shared.add(node.id)

    def _settled(self, owner: Scope, name: str, user: Scope) -> bool:
        """Bound once, outside every loop and before the function that captures it: it cannot change under a reader."""
        if isinstance(user.node, ast.ListComp | ast.SetComp | ast.DictComp) and user.parent is owner:
            return True
        bound = owner.bindings.get(name, [])
        if len(bound) != 1 or name in owner.looped:
            return False
        if isinstance(bound[0], _SCOPES):
            return True
        inner = user
        while inner.parent is not None and inner.parent is not owner:
            inner = inner.parent
        return getattr(bound[0], "lineno", 0) <= getattr(inner.node, "lineno", 0)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated inside the scope of `node`."""
    if isinstance(node, ast.Lambda):
        yield node.body
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from node.body
    else:
        yield from ast.iter_child_nodes(node)


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """What stands with `node` but is evaluated in the scope around it."""
    if isinstance(node, ast.Lambda):
        yield from [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from [*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one)]
    elif isinstance(node, ast.ClassDef):
        yield from [*node.decorator_list, *node.bases, *(one.value for one in node.keywords)]


def _own_names(node: ast.AST) -> Iterator[ast.Name]:
    pending = list(_own(node))
    while pending:
        one = pending.pop()
        if isinstance(one, ast.Name):
            yield one
        if isinstance(one, _SCOPES):
            pending.extend(_outside(one))
        else:
            pending.extend(ast.iter_child_nodes(one))
