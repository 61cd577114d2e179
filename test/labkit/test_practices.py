"""Best-practice rules: found where they are broken, silent where they are not."""

from __future__ import annotations

import textwrap

import pytest
from labkit.practices import review

HEAD = """
import asyncio, contextlib, multiprocessing, socket, urllib.request
import requests
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor as Threads
"""
RULES = ["BP1.1", "BP1.2", "BP1.3", "BP1.4"]


def found(body: str) -> list[tuple[str, int]]:
    source = HEAD + textwrap.dedent(body)
    lines = len(HEAD.splitlines())
    return [(one.rule, one.line - lines) for one in review(source, RULES)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("def f():\n    pool = Threads(4)\n    return list(pool.map(g, x))", [("BP1.1", 2)]),
        ("def f():\n    return list(multiprocessing.Pool(4).map(g, x))", [("BP1.1", 2)]),
        ("class A:\n    def __init__(self):\n        self.pool = Threads(4)", [("BP1.1", 3)]),
        ("def f(u):\n    return requests.get(u)", [("BP1.2", 2)]),
        ("def f(u):\n    return requests.get(u, timeout=None)", [("BP1.2", 2)]),
        ("def f(u):\n    with requests.Session() as s:\n        return s.get(u)", [("BP1.2", 3)]),
        ("def f(s: requests.Session, u):\n    return s.post(u)", [("BP1.2", 2)]),
        ("def f(u):\n    return urllib.request.urlopen(u)", [("BP1.2", 2)]),
        ("def f(a):\n    return socket.create_connection(a)", [("BP1.2", 2)]),
        ("def main():\n    pass\nmain()", [("BP1.3", 3)]),
        ("def g():\n    asyncio.run(h())\nprint(g())", [("BP1.3", 3)]),
        ("with ProcessPoolExecutor() as pool:\n    pass", [("BP1.3", 1)]),
        ("for u in urls:\n    with Threads(2) as pool:\n        pool.submit(g, u)", [("BP1.4", 2)]),
        ("def f(us):\n    return [requests.Session().get(u, timeout=1) for u in us]", [("BP1.4", 2)]),
        ("def f(us):\n    for i in range(len(us)):\n        s = requests.Session()", [("BP1.4", 3)]),
    ],
)
def test_a_broken_rule_is_found_at_its_line(body: str, expected: list[tuple[str, int]]) -> None:
    assert found(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "def f():\n    with Threads(4) as pool:\n        return list(pool.map(g, x))",
        "def f():\n    pool = Threads(4)\n    with pool:\n        pass",
        "def f():\n    pool = Threads(4)\n    try:\n        pass\n    finally:\n        pool.shutdown()",
        "def f():\n    with contextlib.ExitStack() as stack:\n        pool = stack.enter_context(Threads(4))",
        "def f():\n    with contextlib.closing(multiprocessing.Pool(2)) as pool:\n        pass",
        "def make():\n    return Threads(4)",
        "class A:\n    def __init__(self):\n        self.p = Threads(4)\n    def end(self):\n        self.p.shutdown()",
        "def f(u):\n    return requests.get(u, timeout=3)",
        "def f(u, **options):\n    return requests.get(u, **options)",
        "def f(u):\n    return urllib.request.urlopen(u, None, 3)",
        "def f(a):\n    return socket.create_connection(a, 3)",
        "def f(cache, u):\n    return cache.get(u)",
        "def get(u):\n    pass\nget(1)",
        "def main():\n    pass\nif __name__ == '__main__':\n    main()",
        "def main():\n    asyncio.run(h())",
        "workers = Threads\nLIMIT = int('3')",
        "def f(us):\n    for n in (1, 2, 4):\n        with Threads(n) as pool:\n            pass",
        "def f(k):\n    return [requests.Session() for _ in range(k)]",
        "def f(us):\n    for u in us:\n        def later():\n            return requests.Session()",
        "def f(us):\n    with Threads(2) as pool:\n        for u in us:\n            pool.submit(g, u)",
        "def f(u):\n    return requests.get(u)  # labkit: allow BP1.2 the caller ends it",
    ],
)
def test_a_kept_rule_is_silent(body: str) -> None:
    assert found(body) == []


def test_allowing_needs_the_right_rule_and_a_reason() -> None:
    assert found("def f(u):\n    return requests.get(u)  # labkit: allow BP1.2") == [("BP1.2", 2)]
    assert found("def f(u):\n    return requests.get(u)  # labkit: allow BP1.1 because") == [("BP1.2", 2)]
    assert found("def f(u):\n    return requests.get('# labkit: allow BP1.2 because')") == [("BP1.2", 2)]


@pytest.mark.parametrize("source", ["def f(:", "\0", "(" * 5000, ""])
def test_what_cannot_be_parsed_has_no_findings(source: str) -> None:
    assert review(source, RULES) == []


def test_only_the_rules_of_the_lab_are_applied() -> None:
    assert review("import requests\nrequests.get('u')", ["BP1.1"]) == []
