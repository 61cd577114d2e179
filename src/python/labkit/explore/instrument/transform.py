"""Puts a pass-through call before each operation on shared state. Positions are copied, so tracebacks stay true.

The decision comes as late as it can: after the value on a store, after the index, after the last argument of a
builtin's method. An augmented assignment becomes read, operate, write: `x += 1` is where most races live.
"""

from __future__ import annotations

import ast
from collections.abc import Set
from typing import Any

from labkit.explore.engine.operation import ANY, CONTENT, READ, WRITE
from labkit.explore.instrument import hooks as hook
from labkit.explore.instrument.hooks import is_name, place
from labkit.explore.instrument.scoped import ScopedTransformer
from labkit.explore.instrument.scopes import Scope, Scopes
from labkit.explore.instrument.sites import Site, Sites

_BARE = (ast.Name, ast.Attribute, ast.Subscript)
_ATTRIBUTE_CALLS = {
    "getattr": (hook.GET, READ), "hasattr": (hook.HAS, READ), "setattr": (hook.SET, WRITE),
    "delattr": (hook.DROP, WRITE), "next": (hook.NEXT, WRITE),
}  # fmt: skip


def instrument(
    tree: ast.Module, path: str, sites: Sites, *, attributes: Set[str] | None = None, passive: Set[str] = frozenset(),
    definitions: Set[str] | None = None, untouched: Set[str] = frozenset(),
) -> ast.Module:  # fmt: skip
    """The tree with points. `passive`: imported names that are nobody's shared state. For library copies there are
    `attributes`: points at these attributes only, `definitions`: in these top-level functions and classes only, and
    `untouched`: functions without points."""
    transformer = _Transformer(tree, path, sites, attributes, passive, untouched)
    return ast.fix_missing_locations(transformer.run(definitions))


class _Transformer(ScopedTransformer):
    def __init__(
        self, tree: ast.Module, path: str, sites: Sites, attributes: Set[str] | None, passive: Set[str],
        untouched: Set[str],
    ) -> None:  # fmt: skip
        self._tree = tree
        self._path = path
        self._sites = sites
        self._only = attributes
        self._passive = passive
        super().__init__(Scopes(tree), untouched)
        self._temporaries = 0

    def run(self, definitions: Set[str] | None) -> ast.Module:
        if definitions is None:
            self._tree.body = self._block(self._tree.body)
            return self._tree
        for statement in self._tree.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name in definitions:
                self.visit(statement)
        return self._tree

    def _comprehension(self, node: Any) -> Any:
        first = node.generators[0]
        first.iter = self._iterated(first.iter)
        before = self._inside(node)
        for number, one in enumerate(node.generators):
            if number:
                one.iter = self._iterated(one.iter)
            one.ifs = [self._used(test) for test in one.ifs]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        else:
            node.elt = self.visit(node.elt)
        self._scope = before
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    # -- making points -----------------------------------------------------------------------------------------------

    def _site(self, node: ast.AST, kind: int, name: str) -> ast.Constant:
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        if name.startswith("__") and not name.endswith("__") and self._class:
            name = f"_{self._class.lstrip('_')}{name}"
        return ast.Constant(self._sites.add(Site(self._path, line, column, kind, name)))

    def _call(self, name: str, at: ast.AST, *arguments: ast.expr) -> ast.Call:
        call = ast.Call(func=ast.Name(name, ast.Load()), args=list(arguments), keywords=[])
        return place(call, at)

    def _temporary(self, at: ast.AST) -> str:
        self._temporaries += 1
        return f"{hook.TEMPORARY}{self._temporaries}"

    def _used(self, node: ast.expr, how: str = hook.USE) -> ast.expr:
        """`node`, read as a whole by whatever comes next, if it is a shared container."""
        if isinstance(node, ast.Starred):
            node.value = self._used(node.value)
            return node
        bare = isinstance(node, _BARE)
        done: ast.expr = self.visit(node)
        if not bare or self._only is not None:
            return done
        return self._call(how, node, done, self._site(node, READ, CONTENT))

    def _pair(self, one: ast.expr, two: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Two operands, read together."""
        both = isinstance(one, _BARE) and isinstance(two, _BARE)
        return self._used(one, hook.COMPARED), self._used(two, hook.BESIDE if both else hook.COMPARED)

    def _iterated(self, node: ast.expr) -> ast.expr:
        done: ast.expr = self.visit(node)
        if self._only is not None or (isinstance(node, ast.Call) and is_name(node.func, "range")):
            return done
        fresh = isinstance(node, ast.Call | ast.GeneratorExp)
        name = hook.ITERATE_FRESH if fresh else hook.ITERATE
        return self._call(name, node, done, self._site(node, READ, CONTENT))

    # -- expressions -------------------------------------------------------------------------------------------------

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id in self._passive:
            return node
        node.value = self.visit(node.value)
        if self._only is not None and node.attr not in self._only:
            return node
        store = not isinstance(node.ctx, ast.Load)
        site = self._site(node, WRITE if store else READ, node.attr)
        self._site(node, READ, ANY)
        node.value = self._call(hook.WRITE_ATTRIBUTE if store else hook.READ_ATTRIBUTE, node, node.value, site)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        node.value = self.visit(node.value)
        node.slice = self.visit(node.slice)
        if self._only is None:
            kind = READ if isinstance(node.ctx, ast.Load) else WRITE
            node.value = self._call(hook.ITEMS, node, node.value, self._site(node, kind, CONTENT))
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if not isinstance(node.ctx, ast.Load) or self._only is not None:
            return node
        owner = self._scopes.shared(self._scope, node.id)
        if owner is None or self._scope is self._scopes.module:
            if node.id in hook.BLIND and self._scopes.owner(self._scope, node.id) is None:
                self._sites.uncover(self._path, node.lineno, f"{node.id}()")
            return node
        read = self._call(hook.READ_NAME, node, self._key(owner, node.id), self._site(node, READ, node.id))
        return place(ast.BoolOp(ast.And(), [read, node]), node)

    def _key(self, owner: Scope, name: str) -> ast.Constant:
        self._sites.variables.add((self._path, owner.first_line, name))
        return ast.Constant(f"{self._path} {owner.key}")

    def visit_Call(self, node: ast.Call) -> ast.AST:
        func = node.func
        if is_name(func, "super") or self._only is not None:
            return self.generic_visit(node)
        builtin = isinstance(func, ast.Name) and self._scopes.owner(self._scope, func.id) is None
        name = func.id if isinstance(func, ast.Name) else ""
        plain = not node.keywords and not any(isinstance(one, ast.Starred) for one in node.args)
        if builtin and name in _ATTRIBUTE_CALLS and plain:
            word, kind = _ATTRIBUTE_CALLS[name]
            site = self._site(node, kind, CONTENT if word == hook.NEXT else ANY)
            return self._call(word, node, site, *[self.visit(one) for one in node.args])
        if isinstance(func, ast.Attribute):
            if not (isinstance(func.value, ast.Name) and func.value.id in self._passive):
                site = self._site(func, WRITE, func.attr)
                self._site(func, READ, ANY)
                func.value = self._call(hook.METHOD, func, self.visit(func.value), site)
        elif builtin and name in hook.BLIND:
            self._sites.uncover(self._path, node.lineno, f"{name}()")
        elif not (builtin and name in hook.QUIET) and not self._scopes.is_definition(self._scope, name):
            node.func = self._call(hook.CALL, func, self.visit(func), self._site(func, READ, ANY))
        node.args = [self._passed(one) for one in node.args]
        for one in node.keywords:
            one.value = self._used(one.value) if one.arg is None else self._passed(one.value)
        return node

    def _passed(self, node: ast.expr) -> ast.expr:
        """An argument. A function in C that is handed on, to a thread or a pool, is judged here."""
        done: ast.expr = self.visit(node)
        if isinstance(node, ast.Name) and self._scopes.is_imported(self._scope, node.id):
            return self._call(hook.VALUE, node, done, self._site(node, READ, ANY))
        return done

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        node.values = [self.visit(v) if k else self._used(v) for k, v in zip(node.keys, node.values, strict=True)]
        node.keys = [k and self.visit(k) for k in node.keys]
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        done: ast.expr = self.visit(node.value)
        site = self._site(node, READ, CONTENT)
        node.value = done if self._only is not None else self._call(hook.ITERATE_FRESH, node, done, site)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        parts = [node.left, *node.comparators]
        if all(isinstance(one, ast.Is | ast.IsNot) for one in node.ops):
            parts = [self.visit(one) for one in parts]
        elif len(parts) == 2 and isinstance(node.ops[0], ast.In | ast.NotIn):
            parts = [self.visit(parts[0]), self._used(parts[1], hook.COMPARED)]
        elif len(parts) == 2:
            parts = [*self._pair(*parts)]
        else:
            parts = [self._used(one, hook.BESIDE) for one in parts]
        node.left, node.comparators = parts[0], parts[1:]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        node.left, node.right = self._pair(node.left, node.right)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        node.operand = self._used(node.operand)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        node.values = [self._used(one) for one in node.values]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test, node.body, node.orelse = self._used(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        if isinstance(node.ctx, ast.Load):
            return self._used(node)
        return self.generic_visit(node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.value = self._used(node.value, hook.COMPARED)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        node.value = self._stored(node.target, self.visit(node.value))
        return node

    # -- statements --------------------------------------------------------------------------------------------------

    def _stored(self, target: ast.Name, value: ast.expr) -> ast.expr:
        """`value`, with the point that belongs before it is bound to a shared name."""
        owner = self._scopes.shared(self._scope, target.id)
        if owner is None or self._scope is self._scopes.module or self._only is not None:
            return value
        key = self._key(owner, target.id)
        return self._call(hook.WRITE_NAME, target, value, key, self._site(target, WRITE, target.id))

    def _target(self, target: ast.expr) -> ast.expr:
        """A target of unpacking, `for` or `with`: shared names are bound afterwards, behind a point of their own."""
        if isinstance(target, ast.Tuple | ast.List):
            target.elts = [self._target(one) for one in target.elts]
            return target
        if isinstance(target, ast.Starred):
            target.value = self._target(target.value)
            return target
        if not isinstance(target, ast.Name):
            done: ast.expr = self.visit(target)
            return done
        if self._scopes.shared(self._scope, target.id) is None or self._scope is self._scopes.module:
            return target
        name = self._temporary(target)
        value = self._stored(target, place(ast.Name(name, ast.Load()), target))
        self._pending.append(place(ast.Assign([place(ast.Name(target.id, ast.Store()), target)], value), target))
        return place(ast.Name(name, ast.Store()), target)

    def visit_Assign(self, node: ast.Assign) -> Any:
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            node.value = self._stored(node.targets[0], self.visit(node.value))
            return node
        unpacks = any(isinstance(one, ast.Tuple | ast.List) for one in node.targets)
        node.value = self._used(node.value) if unpacks else self.visit(node.value)
        node.targets = [self._target(one) for one in node.targets]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.visit(node.value)
            if isinstance(node.target, ast.Name):
                node.value = self._stored(node.target, node.value)
            else:
                node.target = self.visit(node.target)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        target = node.target
        out: list[ast.stmt] = []

        def keep(value: ast.expr) -> str:
            name = self._temporary(node)
            out.append(place(ast.Assign([ast.Name(name, ast.Store())], value), node))
            return name

        def load(name: str) -> ast.expr:
            return place(ast.Name(name, ast.Load()), target)

        if isinstance(target, ast.Name):
            owner = self._scopes.shared(self._scope, target.id)
            if owner is None or self._scope is self._scopes.module or self._only is not None:
                node.value = self._mutating(node, target.id)
                return node
            read: ast.expr = self.visit(place(ast.Name(target.id, ast.Load()), target))
            write: ast.expr = place(ast.Name(target.id, ast.Store()), target)
        elif isinstance(target, ast.Attribute):
            holder = keep(self.visit(target.value))
            read = self.visit(place(ast.Attribute(load(holder), target.attr, ast.Load()), target))
            write = self.visit(place(ast.Attribute(load(holder), target.attr, ast.Store()), target))
        else:
            holder, index = keep(self.visit(target.value)), keep(self.visit(target.slice))
            read = self.visit(place(ast.Subscript(load(holder), load(index), ast.Load()), target))
            write = self.visit(place(ast.Subscript(load(holder), load(index), ast.Store()), target))
        value = keep(read)
        changed = ast.AugAssign(ast.Name(value, ast.Store()), node.op, self._mutating(node, value))
        out.append(place(changed, node))
        last: ast.expr = load(value)
        if isinstance(target, ast.Name):
            last = self._stored(target, last)
        out.append(place(ast.Assign([write], last), node))
        return out

    def _mutating(self, node: ast.AugAssign, name: str) -> ast.expr:
        """The right side; behind it the point for a container that `+=` changes in place."""
        value = self._used(node.value)
        if self._only is not None:
            return value
        held = place(ast.Name(name, ast.Load()), node)
        return self._call(hook.MUTATES, node, value, held, self._site(node, WRITE, CONTENT))

    def visit_Delete(self, node: ast.Delete) -> Any:
        out: list[ast.stmt] = []
        for target in node.targets:
            if isinstance(target, ast.Name):
                value = self._stored(target, place(ast.Constant(None), target))
                out.append(place(ast.Expr(value), node))
        node.targets = [self.visit(one) for one in node.targets]
        return [*out, node]

    def visit_For(self, node: ast.For) -> Any:
        node.iter = self._iterated(node.iter)
        outer, self._pending = self._pending, []
        node.target = self._target(node.target)
        first, self._pending = self._pending, outer
        node.body = [*first, *self._block(node.body)]
        node.orelse = self._block(node.orelse)
        return node

    def visit_With(self, node: ast.With) -> Any:
        outer, self._pending = self._pending, []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self._target(item.optional_vars)
        first, self._pending = self._pending, outer
        node.body = [*first, *self._block(node.body)]
        return node

    def visit_While(self, node: ast.While) -> Any:
        node.test = self._used(node.test)
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def visit_If(self, node: ast.If) -> Any:
        node.test = self._used(node.test)
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def visit_Assert(self, node: ast.Assert) -> Any:
        node.test = self._used(node.test)
        node.msg = node.msg and self.visit(node.msg)
        return node

    def visit_Match(self, node: ast.Match) -> Any:
        node.subject = self._call(
            hook.READ_ATTRIBUTE, node.subject, self._used(node.subject), self._site(node.subject, READ, ANY)
        )
        for case in node.cases:
            if any(isinstance(one, ast.MatchClass) for one in ast.walk(case.pattern)):
                self._sites.uncover(self._path, node.lineno, "match reads attributes in one step")
            case.guard = case.guard and self._used(case.guard)
            case.body = self._block(case.body)
        return node
