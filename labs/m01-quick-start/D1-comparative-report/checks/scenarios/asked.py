"""Puts stand-ins in the place of the three checkers, which note who was asked for what, and calls compare.check_all."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any

OWN = ("checker_threads", "checker_procs", "checker_async")


@dataclass(frozen=True)
class CheckResult:
    url: str
    status: int | None
    error: str | None
    elapsed: float


def scenario(calls: list[tuple[list[str], str, dict[str, Any]]], answers: dict[str, tuple[Any, Any, float]]) -> Any:
    """`answers`: by URL, status, error and elapsed. For each call: what it gave, and who was asked with which words."""
    asked: list[tuple[str, list[str], dict[str, Any]]] = []

    def note(module: str, urls: Any, options: dict[str, Any]) -> list[CheckResult]:
        asked.append((module, list(urls), options))
        return [CheckResult(one, *answers[one]) for one in urls]

    def threads(urls: Any, *, workers: int = 20, timeout: float = 5.0) -> list[CheckResult]:
        return note("checker_threads", urls, {"at_once": workers, "timeout": timeout})

    def processes(urls: Any, *, processes: int = 4, chunksize: int = 5, timeout: float = 5.0) -> list[CheckResult]:
        return note("checker_procs", urls, {"at_once": processes, "timeout": timeout})

    async def tasks(urls: Any, *, limit: int = 50, timeout: float = 5.0) -> list[CheckResult]:
        return note("checker_async", urls, {"at_once": limit, "timeout": timeout})

    kept = {name: sys.modules.pop(name, None) for name in (*OWN, "compare")}
    try:
        for name, check_all in zip(OWN, (threads, processes, tasks), strict=True):
            module = ModuleType(name)
            vars(module).update(check_all=check_all, CheckResult=CheckResult)
            sys.modules[name] = module
        import compare

        found = []
        for urls, model, options in calls:
            asked.clear()
            try:
                given: Any = compare.check_all(urls, model, **options)
            except (Exception, SystemExit) as error:
                if isinstance(error, NotImplementedError):
                    raise
                given = {"raised": [one.__name__ for one in type(error).__mro__], "message": str(error)}
            found.append((given, list(asked)))
        return found
    finally:
        for name, module_before in kept.items():
            sys.modules.pop(name, None)
            if module_before is not None:
                sys.modules[name] = module_before
