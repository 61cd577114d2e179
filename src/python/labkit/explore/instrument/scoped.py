"""Walks a tree and knows the scope it is in; a statement may become several."""

from __future__ import annotations

import ast
from collections.abc import Set

from labkit.explore.instrument.scopes import Scope, Scopes


class ScopedTransformer(ast.NodeTransformer):
    """`_pending`: statements to put behind the one being visited."""

    def __init__(self, scopes: Scopes, untouched: Set[str]) -> None:
        self._untouched = untouched
        self._scopes = scopes
        self._scope = scopes.module
        self._class = ""
        self._pending: list[ast.stmt] = []

    def _inside(self, node: ast.AST) -> Scope:
        before, self._scope = self._scope, self._scopes.by_node[node]
        return before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if node.name in self._untouched:
            return node
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        self._defaults(node.args)
        before = self._inside(node)
        node.body = self._block(node.body)
        self._scope = before
        return node

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._defaults(node.args)
        before = self._inside(node)
        body: ast.expr = self.visit(node.body)
        node.body = body
        self._scope = before
        return node

    def _defaults(self, args: ast.arguments) -> None:
        args.defaults = [self.visit(one) for one in args.defaults]
        args.kw_defaults = [one and self.visit(one) for one in args.kw_defaults]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        before, outer = self._inside(node), self._class
        self._class = node.name
        node.body = self._block(node.body)
        self._scope, self._class = before, outer
        return node

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for statement in body:
            outer, self._pending = self._pending, []
            done = self.visit(statement)
            out.extend(done if isinstance(done, list) else [done])
            out.extend(self._pending)
            self._pending = outer
        return out

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                setattr(node, field, self._block(value))
            elif isinstance(value, list):
                value[:] = [self.visit(one) if isinstance(one, ast.AST) else one for one in value]
            elif isinstance(value, ast.AST):
                setattr(node, field, self.visit(value))
        return node
